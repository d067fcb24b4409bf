package dev.swarm.engine;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.Membership;
import dev.swarm.engine.monitor.Surroundings;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.topology.Topology;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the monitor wants of membership, and of the trail. */
final class MonitorLink implements Surroundings {

    private final Topology topology;
    private @Nullable Membership membership;

    MonitorLink(Topology topology) {
        this.topology = topology;
    }

    /** Says who knows the members; it is made after the monitor, which hears all it says. */
    void connect(Membership knowing) {
        membership = knowing;
    }

    @Override
    public @Nullable Member member(NodeId node) {
        Membership knowing = membership;
        return knowing == null ? null : knowing.views().member(node);
    }

    @Override
    public void probe(Now now, NodeId node) {
        Membership knowing = membership;
        if (knowing != null) {
            knowing.onDoubtful(now, node, false);
        }
    }

    @Override
    public void note(Instant time, NodeId node, String text) {
        topology.trail().add(time, node, text);
    }
}
