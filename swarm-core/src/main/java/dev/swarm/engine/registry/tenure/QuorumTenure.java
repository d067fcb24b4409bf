package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import dev.swarm.engine.wire.registry.TenureMessage.Yield;
import java.util.BitSet;
import java.util.SortedSet;
import java.util.SplittableRandom;

/**
 * The tenure by leases of a quorum. This process asks all that may own for what it wants, again and again; each
 * promises a partition to one process at a time ({@link Granter}); with the promises of a quorum the process owns the
 * partition for a lease from the moment at which it asked ({@link Holder}).
 *
 * <p>At no instant do two processes own one partition if all agree on the size of the quorum, at most 2 · size − 1
 * nodes may own, and their clocks run at most 1 % wrong: then any two quorums share a granter. Who is thought present,
 * what is lost, late or doubled, and who stands still does not matter for that.
 *
 * <p>Tokens of a later owner are higher than those of earlier ones as long as of those who granted the earlier one
 * somebody who has not started again grants the later one, or has told what it knows to one that does; else as far as
 * wall clocks agree.
 *
 * <p>A process that has just started neither promises nor asks for as long as promises of the one before may run.
 */
public final class QuorumTenure implements Tenure {

    private final Terms terms;
    private final Granter granter;
    private final Circle circle;
    private final Leases leases;
    private final Holder holder;
    private final Deadline question = new Deadline();

    /**
     * Makes the tenure of one process of a node.
     *
     * @param self this node
     * @param session this process: never the same for two of one node
     * @param config with a strategy that needs a quorum
     * @param link the way to other nodes
     * @param random for the pauses after what was vain
     */
    public QuorumTenure(NodeId self, long session, RegistryConfig config, TenureLink link, SplittableRandom random) {
        this(new Claimant(self, session), Terms.of(config), link, random);
    }

    QuorumTenure(Claimant self, Terms terms, TenureLink link, SplittableRandom random) {
        this.terms = terms;
        this.granter = new Granter(terms);
        this.circle = new Circle(self, granter, link);
        this.leases = new Leases(terms);
        this.holder = new Holder(terms, circle, leases, new Rest(terms, random));
    }

    @Override
    public void start(Now now) {
        granter.start(now);
        question.set(now, 0);
        onTime(now);
    }

    @Override
    public void onOwners(Now now, SortedSet<NodeId> present) {
        onTime(now);
        if (circle.update(present)) {
            holder.onCircle(now);
        }
    }

    @Override
    public void want(Now now, BitSet partitions) {
        onTime(now);
        holder.want(now, checked(partitions));
    }

    @Override
    public boolean holds(Now now, int partition) {
        return leases.isHeldAt(partition, now.nanos());
    }

    @Override
    public void giveUp(Now now, BitSet partitions) {
        onTime(now);
        holder.giveUp(now, checked(partitions));
    }

    private BitSet checked(BitSet partitions) {
        if (partitions.length() > terms.partitions()) {
            throw new IllegalArgumentException(
                    "There are " + terms.partitions() + " partitions, and none " + (partitions.length() - 1));
        }
        return partitions;
    }

    @Override
    public long floor(int partition) {
        return leases.floor(partition);
    }

    @Override
    public long ceiling(int partition) {
        return leases.ceiling(partition);
    }

    @Override
    public void reach(Now now, long token) {
        onTime(now);
        holder.reach(now, token);
    }

    @Override
    public boolean isMet() {
        return circle.size() >= terms.quorum();
    }

    @Override
    public void onMessage(Now now, NodeId from, TenureMessage message) {
        onTime(now);
        if (message instanceof Renew renew) {
            Grant grant = granter.onRenew(now, new Claimant(from, renew.session()), renew);
            if (grant != null) {
                circle.answer(from, grant);
            }
        } else if (message instanceof Yield gift) {
            granter.onYield(now, new Claimant(from, gift.session()), gift);
        } else if (message instanceof Grant grant && holder.onGrant(now, from, grant)) {
            granter.learn(now, grant.floor());
        }
    }

    @Override
    public void onTime(Now now) {
        if (question.isDue(now)) {
            if (granter.isSilent(now)) {
                holder.askFloor(now);
                question.setAt(Math.min(now.nanos() + terms.questionNanos(), granter.silentUntilNanos()));
            } else {
                question.clear();
                holder.open(now);
            }
        }
        holder.onTime(now);
    }

    @Override
    public BitSet drainChanged() {
        holder.onDrained();
        return leases.drainChanged();
    }

    @Override
    public TenureGate gate() {
        return leases;
    }

    @Override
    public long nextDeadlineNanos() {
        return Math.min(question.atNanos(), holder.nextDeadlineNanos());
    }
}
