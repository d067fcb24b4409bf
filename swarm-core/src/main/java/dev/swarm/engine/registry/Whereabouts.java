package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Marks;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Write;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where names live, written by one thread and read by any. Very many are known that nobody here ever asks for, so a
 * name costs no object: a local name is a mark on its row, another one some bytes. One that is asked for a second time
 * will be asked for again: its answer is kept ready as long as it is true.
 */
final class Whereabouts {

    /** Those of whom a row says all. */
    private volatile Marks rows = Marks.none();

    /** All others. */
    private final PackedNames names = new PackedNames();

    /** Where the processes that wrote rows are. */
    private final Map<String, NodeId> nodes = new ConcurrentHashMap<>();

    private final Map<String, Optional<WorkerRef>> ready = new ConcurrentHashMap<>();

    private final Marks.Reading<WorkerRef> reading =
            (origin, time, name) -> new WorkerRef(name, node(origin), "", time);

    private volatile Home latest = new Home(new ReplicaId("-", 0), NodeId.of("-"));

    /** Whose rows are where. */
    private record Home(ReplicaId origin, NodeId node) {}

    /** Shown to other threads a little later. */
    private final AtomicInteger size = new AtomicInteger();

    /** Says which rows there are; before the first name. */
    void connect(Marks other) {
        rows = other;
    }

    /** Returns the answers that are kept, which nobody else changes; any thread. */
    Map<String, Optional<WorkerRef>> ready() {
        return ready;
    }

    /** Returns where a name lives; any thread. */
    Optional<WorkerRef> find(String name) {
        Optional<WorkerRef> answer = ready.get(name);
        return answer == null ? findRare(name) : answer;
    }

    /** As {@link #find}, for whoever has looked among {@link #ready}. */
    Optional<WorkerRef> findRare(String name) {
        WorkerRef first = rows.findFirst(key(name), reading);
        if (first == null) {
            first = names.findFirst(name);
        }
        if (first != null || peek(name) == null) {
            return Optional.ofNullable(first);
        }
        // asked where nobody can have it forgotten at the same time
        Optional<WorkerRef> answer = ready.computeIfAbsent(name, known -> {
            WorkerRef ref = peek(known);
            return ref == null ? null : Optional.of(ref);
        });
        return answer == null ? Optional.empty() : answer;
    }

    /** As {@link #find}, for whoever looks after all names, and asks for none. */
    @Nullable
    WorkerRef peek(String name) {
        WorkerRef ref = rows.find(key(name), reading);
        if (ref == null) {
            ref = names.find(name);
        }
        // it may have come to the rows after they were looked at
        return ref == null ? rows.find(key(name), reading) : ref;
    }

    /** Most that are asked for one after the other are those of one node. */
    private NodeId node(ReplicaId origin) {
        Home home = latest;
        if (!origin.equals(home.origin)) {
            home = new Home(origin, nodes.computeIfAbsent(origin.node(), NodeId::of));
            latest = home;
        }
        return home.node;
    }

    private static Key key(String name) {
        return new Key(Ledger.NAME, name);
    }

    /** A name is about to be put of which no row says all. */
    void expect(String name) {
        names.touch(name.hashCode());
    }

    /**
     * Puts a name that is not there.
     *
     * @param row the write that says all of it, {@code null} for none
     */
    void add(WorkerRef ref, @Nullable Write row) {
        size.setRelease(size() + 1);
        if (row == null || !rows.set(row)) {
            names.add(ref.name(), ref);
        }
    }

    /** Counts names that were not there, and whose rows have got marks. */
    void added(int count) {
        size.setRelease(size() + count);
    }

    /** Puts something else of a name that is there; as {@link #add}. */
    void put(WorkerRef ref, @Nullable Write row) {
        if (row == null || !rows.set(row)) {
            boolean unused = names.put(ref);
        } else if (names.size() > 0) {
            WorkerRef unused = names.remove(ref.name());
        }
        forget(ref.name());
    }

    /** Takes away a name that is there. */
    void remove(String name) {
        if (!rows.clear(key(name))) {
            WorkerRef unused = names.remove(name);
        }
        size.setRelease(size() - 1);
        forget(name);
    }

    /** What was true of a name is not. Whoever is about to keep an answer is waited for here, or sees the change. */
    private void forget(String name) {
        VarHandle.fullFence();
        ready.remove(name);
    }

    /** Returns how many names there are; any thread. */
    int size() {
        return size.getAcquire();
    }

    /** Returns all that are wanted, of which one that just changes may be there twice; any thread. */
    List<WorkerRef> all(Predicate<WorkerRef> wanted) {
        List<WorkerRef> all = new ArrayList<>(names.all(wanted));
        all.addAll(rows.all((origin, time, name) -> {
            WorkerRef ref = reading.read(origin, time, name);
            return ref != null && wanted.test(ref) ? ref : null;
        }));
        return all;
    }
}
