package dev.swarm.spring.actuate;

import dev.swarm.SwarmConfig;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Meters of each topology, of which there are as many as are configured. A topology that does not run has no candidates
 * and is idle.
 */
final class DiscoveryMetrics implements MeterBinder {

    private final SwarmDiscovery discovery;
    private final Set<String> topologies;

    DiscoveryMetrics(SwarmDiscovery discovery, SwarmConfig.Discovery configured) {
        this.discovery = discovery;
        this.topologies = names(configured);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String topology : topologies) {
            for (State state : State.values()) {
                Gauge.builder("swarm.discovery.state", discovery, all -> is(all, topology, state) ? 1 : 0)
                        .description("Whether the last look-up of a topology ended so: 1 if it did, else 0")
                        .tag("topology", topology)
                        .tag("state", state.label())
                        .register(registry);
            }
            Gauge.builder("swarm.discovery.candidates", discovery, all -> candidates(all, topology))
                    .description("Addresses of the last look-up that succeeded; not all need be members")
                    .tag("topology", topology)
                    .register(registry);
            FunctionCounter.builder("swarm.discovery.rejected", discovery, all -> rejected(all, topology))
                    .description("Claims to be a peer that were dropped since the node was started")
                    .tag("topology", topology)
                    .register(registry);
        }
    }

    /** The names that the core gives to what is configured. */
    private static Set<String> names(SwarmConfig.Discovery configured) {
        Set<String> names = new TreeSet<>(configured.topologies().keySet());
        add(names, "static", configured.hosts());
        add(names, "dns", configured.dns());
        add(names, "tailscale", configured.tailscale());
        add(names, "kubernetes", configured.kubernetes());
        add(names, "gossip", configured.gossip());
        return names;
    }

    private static void add(Set<String> names, String name, @Nullable Object configured) {
        if (configured != null) {
            names.add(name);
        }
    }

    private static boolean is(SwarmDiscovery discovery, String topology, State state) {
        return find(discovery, topology).map(DiscoveryStatus::state).orElse(State.IDLE) == state;
    }

    private static double candidates(SwarmDiscovery discovery, String topology) {
        return find(discovery, topology).map(status -> status.peers().size()).orElse(0);
    }

    private static double rejected(SwarmDiscovery discovery, String topology) {
        return find(discovery, topology).map(DiscoveryStatus::rejected).orElse(0L);
    }

    private static Optional<DiscoveryStatus> find(SwarmDiscovery discovery, String topology) {
        return discovery.status().stream()
                .filter(status -> status.topology().equals(topology))
                .findFirst();
    }
}
