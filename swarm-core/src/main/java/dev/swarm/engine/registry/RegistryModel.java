package dev.swarm.engine.registry;

import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.registry.tenure.TenureGate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** What users read: written by the engine's one thread, read by any without a lock. Holds what lives somewhere. */
public final class RegistryModel {

    private final Map<String, WorkerRef> names = new ConcurrentHashMap<>();
    private final Map<String, SortedSet<String>> groups = new ConcurrentHashMap<>();
    private final Set<String> between = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RegistryOverview overview;
    private final Map<Long, Integer> partitions = new ConcurrentHashMap<>();
    private volatile TenureGate gate = (partition, nanos) -> false;

    /** Returns where a name lives, {@code null} if nowhere. */
    public @Nullable WorkerRef whereis(String name) {
        return names.get(name);
    }

    /** Tells whether a name is registered, be it between two lives: its node is gone, and another is to follow. */
    public boolean isKnown(String name) {
        return names.containsKey(name) || between.contains(name);
    }

    /** Returns how many names live somewhere. */
    public int count() {
        return names.size();
    }

    /** Returns all that live somewhere and whose name has a prefix, sorted by name. */
    public List<WorkerRef> registered(String prefix) {
        List<WorkerRef> sorted = new ArrayList<>();
        names.forEach((name, ref) -> {
            if (name.startsWith(prefix)) {
                sorted.add(ref);
            }
        });
        sorted.sort(Comparator.comparing(WorkerRef::name));
        return sorted;
    }

    /** Returns the members of a group that live somewhere, sorted by name. */
    public List<WorkerRef> members(String group) {
        List<WorkerRef> members = new ArrayList<>();
        for (String name : groups.getOrDefault(group, new TreeSet<>())) {
            WorkerRef ref = names.get(name);
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

    void put(WorkerRef ref) {
        names.put(ref.name(), ref);
    }

    @Nullable
    WorkerRef remove(String name) {
        return names.remove(name);
    }

    /** Notes whether a name that is not shown is to be again. */
    void setBetween(String name, boolean isBetween) {
        if (isBetween) {
            between.add(name);
        } else if (!between.isEmpty()) {
            between.remove(name);
        }
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
