package dev.swarm.spring.actuate;

import dev.swarm.api.CommsManager;
import dev.swarm.api.Link;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Meters of links and messages. As with {@link SwarmMetrics} their number does not grow with the cluster; what a link
 * to a node is like by itself is for {@link PeerMetrics}, or the endpoint.
 */
final class LinkMetrics implements MeterBinder, AutoCloseable {

    /** Meters hold what they read weakly, so this object, a bean, keeps it. */
    private final NodeMonitor monitor;

    private final CommsManager comms;
    private final @Nullable PeerMetrics peers;

    /**
     * Makes one.
     *
     * @param peers what {@code swarm.link.rtt} is left to, as a name has the same tags always; {@code null} for one
     *     meter of all
     */
    LinkMetrics(NodeMonitor monitor, CommsManager comms, @Nullable PeerMetrics peers) {
        this.monitor = monitor;
        this.comms = comms;
        this.peers = peers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (RttFigure figure : RttFigure.values()) {
            bindRtt(registry, figure);
        }
        if (peers != null) {
            peers.bindTo(registry);
        }
        for (LinkQuality quality : LinkQuality.values()) {
            bindQuality(registry, quality);
        }
        Gauge.builder("swarm.links.relayed", comms, links -> count(links, link -> link.relay() != null))
                .description("Nodes to which messages go over another one")
                .baseUnit("links")
                .register(registry);
        for (Priority priority : Priority.values()) {
            for (SendOutcome outcome : SendOutcome.values()) {
                bindMessages(registry, priority, outcome);
            }
        }
    }

    @Override
    public void close() {
        if (peers != null) {
            peers.close();
        }
    }

    private void bindRtt(MeterRegistry registry, RttFigure figure) {
        TimeGauge.builder(figure.of("swarm.probe.rtt"), monitor, TimeUnit.NANOSECONDS, figure::ofProbes)
                .description("Round-trip times of the last questions to all nodes")
                .register(registry);
        if (peers == null) {
            TimeGauge.builder(figure.of("swarm.link.rtt"), monitor, TimeUnit.NANOSECONDS, figure::ofLinks)
                    .description("Mean round-trip times of the links to all nodes, each link counted once")
                    .register(registry);
        }
    }

    private void bindQuality(MeterRegistry registry, LinkQuality quality) {
        Gauge.builder("swarm.links", comms, links -> count(links, link -> link.quality() == quality))
                .description("Links to nodes that are here")
                .baseUnit("links")
                .tag("quality", quality.label())
                .register(registry);
    }

    private void bindMessages(MeterRegistry registry, Priority priority, SendOutcome outcome) {
        FunctionCounter.builder("swarm.messages", comms, messages -> messages.count(priority, outcome))
                .description("Messages that were handed over to be sent, by what became of them then")
                .baseUnit("messages")
                .tag("priority", priority.label())
                .tag("outcome", outcome.label())
                .register(registry);
    }

    private static double count(CommsManager comms, Predicate<Link> wanted) {
        return comms.links().stream().filter(wanted).count();
    }
}
