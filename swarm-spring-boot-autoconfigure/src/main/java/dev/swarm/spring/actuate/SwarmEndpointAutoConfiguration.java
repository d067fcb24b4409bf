package dev.swarm.spring.actuate;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the {@code swarm} endpoint. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(SwarmEndpoint.class)
@ConditionalOnBean({Swarm.class, SwarmTopology.class, SwarmDiscovery.class, NodeMonitor.class, CommsManager.class})
@RegisterReflectionForBinding(SwarmEndpoint.Problem.class)
public final class SwarmEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SwarmEndpoint swarmEndpoint(
            Swarm swarm, SwarmTopology topology, SwarmDiscovery discovery, NodeMonitor monitor, CommsManager comms) {
        return new SwarmEndpoint(swarm, topology, discovery, monitor, comms);
    }
}
