package dev.swarm.spring.actuate;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.MonitorProperties;
import dev.swarm.spring.SwarmAutoConfiguration;
import dev.swarm.spring.SwarmProperties;
import dev.swarm.spring.command.GuardedCalls;
import dev.swarm.spring.command.SwarmCommandAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the node's meters. */
@AutoConfiguration(
        after = {SwarmAutoConfiguration.class, SwarmCommandAutoConfiguration.class},
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({Swarm.class, SwarmTopology.class, GuardedCalls.class, MeterRegistry.class})
public final class SwarmMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "swarmMetrics")
    MeterBinder swarmMetrics(Swarm swarm, SwarmTopology topology, GuardedCalls calls) {
        return new SwarmMetrics(swarm, topology, calls);
    }

    @Bean
    @ConditionalOnBean(SwarmDiscovery.class)
    @ConditionalOnMissingBean(name = "swarmDiscoveryMetrics")
    MeterBinder swarmDiscoveryMetrics(Swarm swarm, SwarmDiscovery discovery) {
        return new DiscoveryMetrics(discovery, swarm.config().discovery());
    }

    @Bean
    @ConditionalOnMissingBean(name = "swarmTrafficMetrics")
    MeterBinder swarmTrafficMetrics(Swarm swarm) {
        return new TrafficMetrics(swarm.statistics());
    }

    @Bean
    @ConditionalOnBean(SwarmRegistry.class)
    @ConditionalOnMissingBean(name = "swarmRegistryMetrics")
    MeterBinder swarmRegistryMetrics(SwarmRegistry registry) {
        return new RegistryMetrics(registry);
    }

    /** Whether nodes have meters of their own is decided at run time, also after ahead-of-time processing. */
    @Bean
    @ConditionalOnBean({NodeMonitor.class, CommsManager.class, SwarmProperties.class})
    @ConditionalOnMissingBean(name = "swarmLinkMetrics")
    LinkMetrics swarmLinkMetrics(NodeMonitor monitor, CommsManager comms, SwarmProperties properties) {
        MonitorProperties set = properties.monitor();
        return new LinkMetrics(
                monitor, comms, set.metricsByPeer() ? new PeerMetrics(monitor, set.metricsByPeerLimit()) : null);
    }
}
