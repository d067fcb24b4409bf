package dev.swarm.engine;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.Membership;
import dev.swarm.engine.monitor.Monitor;
import dev.swarm.engine.monitor.MonitorParts;
import dev.swarm.engine.monitor.Surroundings;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.LinkWatch;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.topology.Topology;
import dev.swarm.engine.wire.PacketCodec;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the monitor wants of membership, and of the trail; and who wants to know of the monitor how links are. */
final class MonitorLink implements Surroundings {

    private final Topology topology;
    private @Nullable Membership membership;
    private LinkWatch watch = (now, node, quality) -> {};

    MonitorLink(Topology topology) {
        this.topology = topology;
    }

    /** Makes the monitor in these surroundings. */
    Monitor monitor(
            EngineSettings settings, Outbox outbox, Counters counters, PacketCodec packets, SplittableRandom random) {
        MonitorSettings monitor = settings.monitor();
        return new Monitor(new MonitorParts(
                settings.self(),
                monitor.measures(),
                monitor.config(),
                monitor.limits(),
                outbox,
                packets,
                counters,
                (now, node, quality) -> watch.onQuality(now, node, quality),
                this,
                monitor.model(),
                random));
    }

    /** Says who is told how good links are, before the first step. */
    void watchedBy(LinkWatch watcher) {
        watch = watcher;
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
