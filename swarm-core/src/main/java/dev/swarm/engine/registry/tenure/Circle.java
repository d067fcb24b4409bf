package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import dev.swarm.engine.wire.registry.TenureMessage.Yield;
import java.util.BitSet;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is asked: all present nodes that may own. This one, if it may, answers within the call. */
final class Circle {

    /** More than these are not asked, in the order of their names. */
    private static final int MOST = 128;

    private final Claimant self;
    private final Granter granter;
    private final TenureLink link;
    private SortedSet<NodeId> present = Collections.emptySortedSet();

    Circle(Claimant self, Granter granter, TenureLink link) {
        this.self = self;
        this.granter = granter;
        this.link = link;
    }

    /** Takes who is present, and tells whether that is anybody else than before. */
    boolean update(SortedSet<NodeId> nodes) {
        NavigableSet<NodeId> bounded = new TreeSet<>();
        nodes.stream().limit(MOST).forEach(bounded::add);
        if (bounded.equals(present)) {
            return false;
        }
        present = Collections.unmodifiableNavigableSet(bounded);
        return true;
    }

    SortedSet<NodeId> present() {
        return present;
    }

    int size() {
        return present.size();
    }

    Claimant self() {
        return self;
    }

    /** Asks all, and returns the answer of this node, {@code null} for none. */
    @Nullable
    Grant ask(Now now, Renew renew) {
        for (NodeId node : present) {
            if (!node.equals(self.node())) {
                link.send(node, renew);
            }
        }
        return present.contains(self.node()) ? granter.onRenew(now, self, renew) : null;
    }

    /** Answers another node. */
    void answer(NodeId node, Grant grant) {
        link.send(node, grant);
    }

    /**
     * Tells each that it is free of some promises.
     *
     * @param ceiling of the message
     * @param promised which it may have promised; none if it is not to be told
     */
    void release(Now now, long ceiling, Function<NodeId, BitSet> promised) {
        for (NodeId node : present) {
            BitSet partitions = promised.apply(node);
            Yield message = new Yield(self.session(), ceiling, partitions);
            if (!partitions.isEmpty() && node.equals(self.node())) {
                granter.onYield(now, self, message);
            } else if (!partitions.isEmpty()) {
                link.send(node, message);
            }
        }
    }
}
