package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.tenure.TenureWorld.Site;
import dev.swarm.engine.step.HybridClock;
import dev.swarm.engine.step.Now;
import java.util.BitSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One process with its tenure, and what a registry does with it: looks at what came or went, hands out tokens in what
 * it owns, and gives up what it wants no more.
 */
final class TenureLife {

    final QuorumTenure tenure;
    private final TenureWorld world;
    private final Site site;
    private final HybridClock hybrid = new HybridClock();
    private final BitSet known = new BitSet();
    private final BitSet hungry = new BitSet();
    private SortedSet<NodeId> view = new TreeSet<>();
    private BitSet wanted = new BitSet();

    TenureLife(TenureWorld world, Site site, long session) {
        this.world = world;
        this.site = site;
        this.tenure = new QuorumTenure(
                new Claimant(site.node, session),
                world.terms,
                (to, message) -> world.carry(site, to, message),
                world.chance.split());
    }

    void start() {
        tenure.start(now());
    }

    /** Takes a view of who owns, and wants what placement gives this node by it. */
    void see(SortedSet<NodeId> present) {
        BitSet mine = new BitSet();
        for (int p = 0; p < world.terms.partitions(); p++) {
            mine.set(p, site.node.equals(owner(p, present)));
        }
        see(present, mine);
    }

    void see(SortedSet<NodeId> present, BitSet wants) {
        view = present;
        wanted = wants;
        tenure.onOwners(now(), view);
        tenure.want(now(), wanted);
    }

    BitSet wanted() {
        return wanted;
    }

    /** Returns who should own a partition; the same on all nodes that see the same. */
    static NodeId owner(int partition, SortedSet<NodeId> present) {
        NodeId best = NodeId.of("nobody");
        long most = Long.MIN_VALUE;
        for (NodeId node : present) {
            long weight = new Claimant(node, node.name().hashCode() * 31L + partition).firstRound();
            if (weight > most) {
                most = weight;
                best = node;
            }
        }
        return best;
    }

    /** Does what a registry does at the end of a step. */
    void settle() {
        tenure.onTime(now());
        BitSet changed = tenure.drainChanged();
        for (int p = 0; p < world.terms.partitions(); p++) {
            boolean holds = tenure.holds(now(), p);
            if (holds != known.get(p) && !changed.get(p)) {
                throw new AssertionError(site.node + " was not told that " + p + " came or went: " + holds);
            }
            known.set(p, holds);
            if (holds && (changed.get(p) || world.chance.nextInt(8) == 0)) {
                hungry.set(p);
            }
        }
        hungry.and(known);
        for (int p = hungry.nextSetBit(0); p >= 0; p = hungry.nextSetBit(p + 1)) {
            handOut(p);
        }
        BitSet unwanted = (BitSet) known.clone();
        unwanted.andNot(wanted);
        if (!unwanted.isEmpty() && world.chance.nextInt(4) == 0) {
            known.andNot(unwanted);
            tenure.giveUp(now(), unwanted);
            tenure.drainChanged();
        }
    }

    private void handOut(int p) {
        long floor = world.ignoresFloors ? 0 : tenure.floor(p);
        long token = Math.max(hybrid.next(now()), floor + 1);
        if (token > tenure.ceiling(p)) {
            tenure.reach(now(), token);
            return;
        }
        hybrid.observe(token);
        hungry.clear(p);
        world.records.handOut(site.node, p, token);
    }

    /** Returns which partitions lack a token that is wanted. */
    BitSet hungry() {
        return hungry;
    }

    private Now now() {
        return site.clock.now();
    }
}
