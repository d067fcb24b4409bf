package dev.swarm.spring.actuate;

import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.NodeMonitor.Subscription;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.SwarmEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A meter for the link to each node, for those who ask for it. There are meters for the nodes that are here, the first
 * ones by name up to a limit, so that their number is bounded; they come and go with the nodes.
 */
final class PeerMetrics implements NodeMonitor.Listener, AutoCloseable {

    /** Meters hold what they read weakly, so this object keeps it. */
    private final NodeMonitor monitor;

    private final int limit;
    private final Map<MeterRegistry, Map<NodeId, List<Meter>>> standing = new HashMap<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

    /**
     * Makes one.
     *
     * @param limit most nodes that have a meter
     */
    PeerMetrics(NodeMonitor monitor, int limit) {
        this.monitor = monitor;
        this.limit = limit;
    }

    /** Keeps meters in one more registry. */
    void bindTo(MeterRegistry registry) {
        synchronized (this) {
            standing.putIfAbsent(registry, new TreeMap<>());
        }
        // the same listener has one subscription
        subscription.set(monitor.subscribe(this));
        update();
    }

    @Override
    public void onSnapshot(List<NodeHealth> nodes) {
        update();
    }

    @Override
    public void onEvent(SwarmEvent event) {
        if (event instanceof MemberEvent) {
            update();
        }
    }

    @Override
    public void close() {
        Subscription ended = subscription.getAndSet(null);
        if (ended != null) {
            ended.close();
        }
    }

    private synchronized void update() {
        Set<NodeId> nodes = RttFigure.here(monitor)
                .map(NodeHealth::node)
                .sorted()
                .limit(limit)
                .collect(Collectors.toSet());
        standing.forEach((registry, meters) -> {
            Map<NodeId, List<Meter>> gone = new TreeMap<>(meters);
            gone.keySet().removeAll(nodes);
            gone.values().forEach(ended -> ended.forEach(registry::remove));
            meters.keySet().retainAll(nodes);
            nodes.forEach(node -> meters.computeIfAbsent(node, fresh -> bind(registry, fresh)));
        });
    }

    private List<Meter> bind(MeterRegistry registry, NodeId node) {
        return Stream.of(RttFigure.values())
                .<Meter>map(figure -> TimeGauge.builder(
                                figure.of("swarm.link.rtt"),
                                monitor,
                                TimeUnit.NANOSECONDS,
                                now -> figure.ofLink(now, node))
                        .description("Round-trip times of the last questions to a node")
                        .tag("peer", node.name())
                        .register(registry))
                .toList();
    }
}
