package dev.swarm.spring.actuate;

import dev.swarm.api.SwarmKeys;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the {@code swarmkeys} endpoint. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(SwarmKeysEndpoint.class)
@ConditionalOnBean(SwarmKeys.class)
public final class SwarmKeysEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SwarmKeysEndpoint swarmKeysEndpoint(SwarmKeys keys) {
        return new SwarmKeysEndpoint(keys);
    }
}
