package dev.swarm.spring.actuate;

import dev.swarm.api.TacticalOverlay;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the {@code swarmoverlay} endpoint. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(SwarmOverlayEndpoint.class)
@ConditionalOnBean(TacticalOverlay.class)
public final class SwarmOverlayEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SwarmOverlayEndpoint swarmOverlayEndpoint(TacticalOverlay overlay) {
        return new SwarmOverlayEndpoint(overlay);
    }
}
