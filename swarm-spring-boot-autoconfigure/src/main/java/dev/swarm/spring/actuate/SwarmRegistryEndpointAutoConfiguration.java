package dev.swarm.spring.actuate;

import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the {@code swarmregistry} endpoint. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(SwarmRegistryEndpoint.class)
@ConditionalOnBean({SwarmRegistry.class, SwarmGroups.class})
@RegisterReflectionForBinding(SwarmRegistryEndpoint.Problem.class)
public final class SwarmRegistryEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SwarmRegistryEndpoint swarmRegistryEndpoint(SwarmRegistry registry, SwarmGroups groups) {
        return new SwarmRegistryEndpoint(registry, groups);
    }
}
