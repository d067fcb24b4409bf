package dev.swarm.spring;

import dev.swarm.Swarm;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that makes the node's events application events. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnBean(Swarm.class)
public final class SwarmEventsAutoConfiguration {

    /** Static, as listeners are made before other beans. */
    @Bean
    static IsolatedListeners swarmEventListenerFactory() {
        return new IsolatedListeners();
    }

    @Bean
    SwarmEventPublisher swarmEventPublisher(
            Swarm swarm, ApplicationEventPublisher publisher, IsolatedListeners listeners) {
        return new SwarmEventPublisher(swarm, publisher, listeners);
    }
}
