package dev.swarm.spring.integration;

import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.SwarmAutoConfiguration;
import dev.swarm.spring.SwarmProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;
import org.springframework.integration.leader.event.LeaderEventPublisher;

/** Auto-configuration of Spring Integration's leader events, where that library is. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnClass(LeaderEventPublisher.class)
@ConditionalOnBean({SwarmTopology.class, SwarmProperties.class})
public final class SwarmIntegrationAutoConfiguration {

    @Bean
    LeaderEvents swarmLeaderEvents(SwarmTopology topology, SwarmProperties properties, ApplicationContext context) {
        return new LeaderEvents(
                topology,
                new DefaultLeaderEventPublisher(context),
                properties.topology().leaderRole(),
                context);
    }
}
