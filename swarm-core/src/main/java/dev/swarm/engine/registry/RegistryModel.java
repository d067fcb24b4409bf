package dev.swarm.engine.registry;

import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.registry.tenure.TenureGate;
import dev.swarm.engine.replication.Marks;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What users read: written by the engine's one thread, read by any without a lock. Holds what lives somewhere. */
public final class RegistryModel {

    /** What stands between a scope and a name; a name that holds it may be one with a scope, and no other is. */
    private static final String SEPARATOR = "//";

    /** The names that have no scope for sure, so that a look-up of one is that of a map, and nothing else. */
    private final Whereabouts plain = new Whereabouts();

    /** All other names. */
    private final Whereabouts scoped = new Whereabouts();

    /** Whether there is any of those: asking their map whether it is empty is half a look-up. */
    private volatile boolean hasScoped;

    private final Map<String, SortedSet<String>> groups = new ConcurrentHashMap<>();
    private final Set<String> between = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RegistryOverview overview;
    private final Map<Long, Integer> partitions = new ConcurrentHashMap<>();
    private volatile TenureGate gate = (partition, nanos) -> false;

    /** Returns where a name lives, {@code null} if nowhere. */
    public @Nullable WorkerRef whereis(String name) {
        Optional<WorkerRef> ref = plain.find(name);
        return (ref.isPresent() || !hasScoped ? ref : scoped.find(name)).orElse(null);
    }

    /** Tells whether any name holds something like a scope. */
    public boolean hasScoped() {
        return hasScoped;
    }

    /**
     * Returns what is kept ready of names that hold nothing like a scope, for whoever asks before all else; only to be
     * read.
     */
    public Map<String, Optional<WorkerRef>> ready() {
        return plain.ready();
    }

    /** Returns where a name lives that holds nothing like a scope, and is not {@link #ready}; else perhaps nothing. */
    public Optional<WorkerRef> whereisPlain(String name) {
        return plain.findRare(name);
    }

    /** Tells whether a name is registered, be it between two lives: its node is gone, and another is to follow. */
    public boolean isKnown(String name) {
        return whereis(name) != null || between.contains(name);
    }

    /** Returns how many names live somewhere. */
    public int count() {
        return plain.size() + scoped.size();
    }

    /** Returns all that live somewhere and whose name has a prefix, sorted by name. */
    public List<WorkerRef> registered(String prefix) {
        Predicate<WorkerRef> wanted = ref -> ref.name().startsWith(prefix);
        List<WorkerRef> sorted = plain.all(wanted);
        sorted.addAll(scoped.all(wanted));
        sorted.sort(Comparator.comparing(WorkerRef::name));
        List<WorkerRef> once = new ArrayList<>(sorted.size());
        for (WorkerRef ref : sorted) {
            // one that just changed may have been found where it was and where it is
            if (once.isEmpty() || !once.get(once.size() - 1).name().equals(ref.name())) {
                once.add(ref);
            }
        }
        return once;
    }

    /** Returns the members of a group that live somewhere, sorted by name. */
    public List<WorkerRef> members(String group) {
        List<WorkerRef> members = new ArrayList<>();
        for (String name : groups.getOrDefault(group, new TreeSet<>())) {
            WorkerRef ref = whereis(name);
            if (ref != null) {
                members.add(ref);
            }
        }
        return members;
    }

    /** Returns the groups that have members, sorted. */
    public SortedSet<String> groups() {
        return new TreeSet<>(groups.keySet());
    }

    /** Returns how the registry fares, as of the last step that changed it; {@code null} before the first. */
    public @Nullable RegistryOverview overview() {
        return overview;
    }

    /**
     * Tells whether this node may own the partition of a managed copy at a moment, so that its token is valid if it is
     * open.
     *
     * @param nanos monotonic time by the clock from which the engine's steps get theirs
     */
    public boolean isValid(long copy, long nanos) {
        Integer partition = partitions.get(copy);
        return partition != null && gate.isHeldAt(partition, nanos);
    }

    /** Says which rows of names there are; before the first name. */
    void connect(Marks rows) {
        plain.connect(rows);
    }

    /** A name is about to be shown of which no row says all. */
    void expect(String name) {
        plain.expect(name);
    }

    /** As {@link #whereis}, for the engine, which looks after all names and asks for none. */
    @Nullable
    WorkerRef shown(String name) {
        WorkerRef ref = plain.peek(name);
        return ref != null || !hasScoped ? ref : scoped.peek(name);
    }

    /**
     * Shows something else of a name that is shown.
     *
     * @param row the write that says all of it, {@code null} for none
     */
    void put(WorkerRef ref, @Nullable Write row) {
        of(ref.name()).put(ref, row);
    }

    /** Shows where a name lives that is not shown; as {@link #put}. */
    void add(WorkerRef ref, @Nullable Write row) {
        Whereabouts names = of(ref.name());
        names.add(ref, row);
        noteScope(names);
    }

    /** Hides a name that is shown. */
    void remove(String name) {
        Whereabouts names = of(name);
        names.remove(name);
        noteScope(names);
    }

    /** Shows names that have no scope by the marks that their rows have got, and were not shown. */
    void added(int count) {
        plain.added(count);
    }

    /** Tells whether a name in ASCII holds something like a scope. */
    static boolean isScoped(byte[] bytes, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (bytes[i] == SEPARATOR.charAt(1) && bytes[i - 1] == SEPARATOR.charAt(0)) {
                return true;
            }
        }
        return false;
    }

    private void noteScope(Whereabouts changed) {
        if (changed == scoped) {
            hasScoped = scoped.size() > 0;
        }
    }

    private Whereabouts of(String name) {
        return name.contains(SEPARATOR) ? scoped : plain;
    }

    /** Notes whether a name that is not shown is to be again. */
    void setBetween(String name, boolean isBetween) {
        if (isBetween) {
            between.add(name);
        } else if (!between.isEmpty()) {
            between.remove(name);
        }
    }

    /** Tells whether any name that is not shown is to be again. */
    boolean isAnyBetween() {
        return !between.isEmpty();
    }

    void join(String group, String name) {
        groups.computeIfAbsent(group, unused -> new ConcurrentSkipListSet<>()).add(name);
    }

    void leave(String group, String name) {
        groups.computeIfPresent(group, (unused, members) -> {
            members.remove(name);
            return members.isEmpty() ? null : members;
        });
    }

    void setOverview(RegistryOverview latest) {
        overview = latest;
    }

    void place(long copy, int partition) {
        partitions.put(copy, partition);
    }

    void displace(long copy) {
        partitions.remove(copy);
    }

    void guardBy(TenureGate other) {
        gate = other;
    }
}
