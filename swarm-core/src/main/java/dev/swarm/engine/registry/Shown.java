package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.event.GroupJoined;
import dev.swarm.api.event.GroupLeft;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.api.event.NameUnregistered;
import dev.swarm.api.event.WorkerMoved;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Additions;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.replication.News;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.NameCodec;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of names become what users read, and facts. A name is shown while the process that asserts it lives; the winner
 * of a row is asserted last. The rows of a process that is gone are hidden at once.
 */
final class Shown {

    private static final int MOST_TYPES = 1_024;
    private static final SortedSet<String> NONE = new TreeSet<>();

    private final Realm realm;
    private final RegistryModel model;
    private final Map<String, String> types = new HashMap<>();
    private Consumer<String> listener = name -> {};

    /** Managed names that were shown, and are registered still, though the process that had them is gone. */
    private final Map<String, WorkerRef> between = new HashMap<>();

    /** Members of groups whose process is gone with them. */
    private final Set<String> hidden = new HashSet<>();

    /** Why names end that this node itself takes away, until the change is seen. */
    private final Map<String, StopReason> reasons = new HashMap<>();

    private Instant instant = Instant.EPOCH;
    private long instantMillis;

    Shown(Realm realm) {
        this.realm = realm;
        this.model = realm.parts.model();
    }

    /** Says who hears of each name that is shown otherwise. */
    void listen(Consumer<String> other) {
        listener = other;
    }

    /** The name is about to be taken away here. */
    void expectEnd(String name, StopReason reason) {
        if (realm.row(name) != null) {
            reasons.put(name, reason);
        }
    }

    /** Rows are about to be others. */
    void expect(List<News> several) {
        for (News news : several) {
            if (news instanceof Change change && change.key().space() == Ledger.NAME && whole(change.after()) == null) {
                model.expect(change.key().name());
            }
        }
    }

    /**
     * Shows names that have come, as far as they are local ones of a process that lives, and nothing else is to be done
     * for them.
     *
     * @param isUsual whether nobody else wants to know of each
     * @return the others
     */
    List<Change> onAdditions(Now now, Additions additions, boolean isUsual) {
        ReplicaId origin = additions.origin();
        boolean isQuiet = between.isEmpty() && reasons.isEmpty() && !model.isAnyBetween();
        if (!isUsual || !isQuiet || !realm.peers.isLive(origin)) {
            return additions.changes();
        }
        List<Change> others = additions.mark(this::isWhole);
        NodeId node = realm.peers.node(origin);
        int count = additions.count() - others.size();
        model.added(count);
        realm.census.countLocals(node, count);
        // whoever listens only now may not find a name, or is heard here
        VarHandle.fullFence();
        if (realm.parts.outbox().isHeard()) {
            additions.marked(row -> tell(now, null, new WorkerRef(row.name(), node, "", row.time())));
        }
        return others;
    }

    /** Tells whether a row says all of its name, which has no scope, and no copy here. */
    private boolean isWhole(byte value, byte[] bytes, int from, int to) {
        return NameCodec.isFresh(value)
                && !RegistryModel.isScoped(bytes, from, to)
                && (realm.copies.isEmpty()
                        || realm.copies.find(new String(bytes, from, to - from, StandardCharsets.US_ASCII)) == null);
    }

    /** A row is another one. */
    void onChange(Now now, String name, Change change) {
        Row row = change.after();
        NameValue value = Realm.value(row);
        WorkerRef earlier = earlier(name, change);
        WorkerRef later = show(now, name, row, value, earlier);
        if (change.wasMarked() && later != null && later.equals(earlier)) {
            // the mark is gone with the row before
            model.put(later, whole(row));
        }
        SortedSet<String> before = change.before() == null ? NONE : memberships(Realm.value(change.before()));
        if (!before.isEmpty() || !memberships(value).isEmpty()) {
            WorkerRef shown = later == null ? earlier : later;
            groups(now, before, row, value, shown == null ? lastKnown(name, row, value) : shown);
        }
        if (!reasons.isEmpty()) {
            StopReason unused = reasons.remove(name);
        }
        listener.accept(name);
    }

    /** Returns what is shown of a row that is another one; what is shown has a row. */
    private @Nullable WorkerRef earlier(String name, Change change) {
        Row before = change.before();
        NameValue value = change.wasMarked() ? Realm.value(before) : null;
        if (before != null && value != null) {
            return ref(name, realm.peers.node(before.write().origin()), value);
        }
        return before == null ? null : model.shown(name);
    }

    /** Returns the write that says all of a name, if its row has no other; {@code null} if it does not. */
    private static @Nullable Write whole(@Nullable Row row) {
        Write write = row == null ? null : row.write();
        byte[] value = write == null ? null : write.value();
        return value != null && NameCodec.isFresh(value) ? write : null;
    }

    /** The process that asserts a row has come or gone. */
    void onHolder(Now now, String name, Row row) {
        NameValue value = Realm.value(row);
        WorkerRef unused = show(now, name, row, value, model.shown(name));
        SortedSet<String> memberships = memberships(value);
        if (!memberships.isEmpty()) {
            groups(now, memberships, row, value, lastKnown(name, row, value));
        }
        listener.accept(name);
    }

    /** A name that has ended with its process is a member of nothing, though its row is there for a while. */
    private void groups(
            Now now, SortedSet<String> before, @Nullable Row row, @Nullable NameValue value, WorkerRef ref) {
        boolean wasHidden = hidden.remove(ref.name());
        boolean isHidden = value != null && !value.groups().isEmpty() && !realm.isHeld(row);
        if (isHidden) {
            hidden.add(ref.name());
        }
        groups(now, wasHidden ? NONE : before, isHidden ? NONE : memberships(value), ref);
    }

    /** Shows what lives, and hides what does not; returns what is shown. */
    private @Nullable WorkerRef show(
            Now now, String name, @Nullable Row row, @Nullable NameValue value, @Nullable WorkerRef before) {
        WorkerRef after = ref(name, row, value);
        model.setBetween(name, after == null && value != null && value.recipe() != null);
        if (after != null) {
            if (!after.equals(before)) {
                show(before, after, whole(row));
                realm.census.count(after, 1);
                uncount(before);
                tell(now, before, after);
            }
        } else if (before != null) {
            model.remove(name);
            uncount(before);
            hide(now, before, row == null);
        } else if (row == null && between.containsKey(name)) {
            hide(now, between.get(name), true);
        }
        return after;
    }

    private void show(@Nullable WorkerRef before, WorkerRef after, @Nullable Write row) {
        if (before == null) {
            model.add(after, row);
        } else {
            model.put(after, row);
        }
    }

    private void tell(Now now, @Nullable WorkerRef before, WorkerRef after) {
        WorkerRef hidden = between.isEmpty() ? null : between.remove(after.name());
        WorkerRef last = before == null ? hidden : before;
        if (last == null) {
            realm.parts.outbox().fact(new NameRegistered(after, instant(now)));
        } else if (!last.equals(after)) {
            realm.parts.outbox().fact(new WorkerMoved(after, last.node(), instant(now)));
        }
    }

    private void hide(Now now, WorkerRef before, boolean ended) {
        if (ended || !before.isManaged()) {
            StopReason reason = ended ? reasons.getOrDefault(before.name(), StopReason.STOPPED) : StopReason.NODE_GONE;
            WorkerRef unused = between.remove(before.name());
            realm.parts.outbox().fact(new NameUnregistered(before, reason, instant(now)));
        } else {
            between.put(before.name(), before);
        }
    }

    private void uncount(@Nullable WorkerRef before) {
        if (before != null) {
            realm.census.count(before, -1);
        }
    }

    private void groups(Now now, SortedSet<String> before, SortedSet<String> after, WorkerRef ref) {
        for (String group : after) {
            if (!before.contains(group)) {
                model.join(group, ref.name());
                realm.parts.outbox().fact(new GroupJoined(group, ref, instant(now)));
            }
        }
        for (String group : before) {
            if (!after.contains(group)) {
                model.leave(group, ref.name());
                realm.parts.outbox().fact(new GroupLeft(group, ref, instant(now)));
            }
        }
    }

    /** Very many names may come in one step, all at the same moment. */
    private Instant instant(Now now) {
        if (now.wallMillis() != instantMillis) {
            instantMillis = now.wallMillis();
            instant = now.instant();
        }
        return instant;
    }

    private WorkerRef lastKnown(String name, @Nullable Row row, @Nullable NameValue value) {
        NodeId node = row == null ? realm.self() : realm.peers.node(row.write().origin());
        return value == null ? new WorkerRef(name, node, "", 0) : ref(name, node, value);
    }

    private @Nullable WorkerRef ref(String name, @Nullable Row row, @Nullable NameValue value) {
        if (row == null || value == null || !realm.isHeld(row)) {
            return null;
        }
        return ref(name, realm.peers.node(row.write().origin()), value);
    }

    private WorkerRef ref(String name, NodeId node, NameValue value) {
        String type = value.recipe() == null ? "" : value.recipe().type();
        return new WorkerRef(name, node, intern(type), value.token());
    }

    /** A type stands in many rows. */
    private String intern(String type) {
        if (type.isEmpty()) {
            return "";
        }
        return types.size() < MOST_TYPES ? types.computeIfAbsent(type, unused -> type) : types.getOrDefault(type, type);
    }

    private static SortedSet<String> memberships(@Nullable NameValue value) {
        return value == null ? NONE : value.memberships();
    }
}
