package dev.swarm.spring;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmKeys;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the node itself and its views.
 *
 * <p>It has no condition on {@code swarm.enabled}: a node that is switched off is a node that is alone and opens no
 * socket, so that the same beans work. This also lets the switch be thrown at run time after ahead-of-time processing,
 * which freezes conditions.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@EnableConfigurationProperties({SwarmProperties.class, DiscoveryProperties.class})
public final class SwarmAutoConfiguration {

    /** Closing is idempotent; it comes after the lifecycle, and is all there is for a context that never started. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Swarm swarm(
            SwarmProperties properties,
            DiscoveryProperties discovery,
            ApplicationContext context,
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<SwarmCustomizer> swarmCustomizers) {
        return new SwarmSettings(
                        properties,
                        new DiscoverySettings(discovery, context),
                        new RegistrySettings(properties.registry(), context),
                        context.getEnvironment().getProperty("spring.application.name"),
                        sslBundles.getIfAvailable())
                .toSwarm(swarmCustomizers.orderedStream());
    }

    @Bean
    @ConditionalOnMissingBean
    SwarmTopology swarmTopology(Swarm swarm) {
        return swarm.topology();
    }

    @Bean
    @ConditionalOnMissingBean
    SwarmDiscovery swarmDiscovery(Swarm swarm) {
        return swarm.discovery();
    }

    @Bean
    @ConditionalOnMissingBean
    TacticalOverlay tacticalOverlay(Swarm swarm) {
        return swarm.overlay();
    }

    @Bean
    @ConditionalOnMissingBean
    NodeMonitor nodeMonitor(Swarm swarm) {
        return swarm.monitor();
    }

    @Bean
    @ConditionalOnMissingBean
    CommsManager commsManager(Swarm swarm) {
        return swarm.comms();
    }

    @Bean
    @ConditionalOnMissingBean
    SwarmRegistry swarmRegistry(Swarm swarm) {
        return swarm.registry();
    }

    @Bean
    @ConditionalOnMissingBean
    SwarmGroups swarmGroups(Swarm swarm) {
        return swarm.groups();
    }

    @Bean
    @ConditionalOnMissingBean
    SwarmKeys swarmKeys(Swarm swarm) {
        return swarm.keys();
    }
}
