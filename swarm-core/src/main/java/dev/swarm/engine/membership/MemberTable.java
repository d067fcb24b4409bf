package dev.swarm.engine.membership;

import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All members that are remembered, this node included, one entry per name. Holds them twice: by name, and in a list
 * for random choice and the probe's round. The number of live ones, in all and at each address, is kept up to date by
 * {@link #changed}.
 */
final class MemberTable {

    /** Most members remembered; claims about further names are dropped. */
    static final int MAX_MEMBERS = 65_536;

    /** Below this many times the wanted number a shuffle is cheaper and more even than drawing. */
    private static final int SHUFFLE_BELOW = 3;

    private final Map<NodeId, MemberEntry> byName = new LinkedHashMap<>();
    private final Map<NodeAddress, Integer> liveAt = new HashMap<>();
    private final List<MemberEntry> order = new ArrayList<>();
    private final SplittableRandom random;
    private int live;
    private long version;
    private long population;

    MemberTable(SplittableRandom random) {
        this.random = random;
    }

    @Nullable
    MemberEntry get(NodeId id) {
        return byName.get(id);
    }

    Collection<MemberEntry> all() {
        return byName.values();
    }

    /**
     * Returns the members in the order of the probe's round; changed only by {@link #add}, {@link #shuffle}, {@link
     * #forget}.
     */
    List<MemberEntry> order() {
        return order;
    }

    int size() {
        return order.size();
    }

    boolean isFull() {
        return order.size() >= MAX_MEMBERS;
    }

    /** Returns how many members count as here, this node included. */
    int live() {
        return live;
    }

    /** Returns a number that grows with every change. */
    long version() {
        return version;
    }

    /** Returns a number that grows when live nodes of ours come, go, move or say something else of themselves. */
    long population() {
        return population;
    }

    /** Tells whether a live member receives at this address. */
    boolean isLiveAddress(NodeAddress address) {
        return liveAt.containsKey(address);
    }

    /** Adds a member at a random place of the round, so that newcomers are not probed in the order of their arrival. */
    void add(MemberEntry entry) {
        byName.put(entry.id(), entry);
        order.add(entry);
        Collections.swap(order, random.nextInt(order.size()), order.size() - 1);
        count(entry.address(), entry.isLive() ? 1 : 0);
        version++;
        population++;
    }

    /** Takes note of a change of one entry. */
    void changed(MemberEntry entry, Member before) {
        boolean isOther = entry.takePeerChange() || before.status().isLive() != entry.isLive();
        population += isOther ? 1 : 0;
        count(before.address(), before.status().isLive() ? -1 : 0);
        count(entry.address(), entry.isLive() ? 1 : 0);
        version++;
    }

    void shuffle() {
        for (int last = order.size() - 1; last > 0; last--) {
            Collections.swap(order, last, random.nextInt(last + 1));
        }
    }

    /** Forgets the members for which the test holds, which must not be live; returns them. */
    List<MemberEntry> forget(Predicate<MemberEntry> test) {
        List<MemberEntry> forgotten = order.stream().filter(test).toList();
        if (!forgotten.isEmpty()) {
            forgotten.forEach(entry -> byName.remove(entry.id()));
            order.removeIf(entry -> !byName.containsKey(entry.id()));
            version++;
        }
        return forgotten;
    }

    /** Chooses up to k different members at random among those for which the test holds. */
    List<MemberEntry> choose(int k, Predicate<MemberEntry> test) {
        int n = order.size();
        Set<MemberEntry> chosen = new LinkedHashSet<>();
        if (n < SHUFFLE_BELOW * k) {
            List<MemberEntry> shuffled = new ArrayList<>(order);
            for (int i = 0; i < n && chosen.size() < k; i++) {
                Collections.swap(shuffled, i, i + random.nextInt(n - i));
                addIf(chosen, shuffled.get(i), test);
            }
        } else {
            for (int draw = 0; draw < SHUFFLE_BELOW * n && chosen.size() < k; draw++) {
                addIf(chosen, order.get(random.nextInt(n)), test);
            }
        }
        return List.copyOf(chosen);
    }

    /** Returns all members sorted by name. */
    List<Member> toMembers() {
        List<Member> members = new ArrayList<>(order.size());
        for (MemberEntry entry : order) {
            members.add(entry.toMember());
        }
        members.sort(Comparator.comparing(Member::id));
        return members;
    }

    private void count(NodeAddress address, int change) {
        live += change;
        if (change != 0) {
            liveAt.merge(address, change, (before, by) -> before + by == 0 ? null : before + by);
        }
    }

    private static void addIf(Set<MemberEntry> chosen, MemberEntry entry, Predicate<MemberEntry> test) {
        if (test.test(entry)) {
            chosen.add(entry);
        }
    }
}
