package dev.swarm.spring.actuate;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.SwarmAutoConfiguration;
import dev.swarm.spring.SwarmProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the {@code swarm} component of the health endpoint. */
@AutoConfiguration(
        after = SwarmAutoConfiguration.class,
        beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({Swarm.class, SwarmTopology.class, SwarmRegistry.class, SwarmProperties.class})
@ConditionalOnEnabledHealthIndicator("swarm")
public final class SwarmHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"swarmHealthIndicator", "swarmHealthContributor"})
    HealthIndicator swarmHealthContributor(
            Swarm swarm, SwarmTopology topology, SwarmRegistry registry, SwarmProperties properties) {
        return new SwarmHealthIndicator(
                swarm, topology, registry, properties.health().quorum());
    }
}
