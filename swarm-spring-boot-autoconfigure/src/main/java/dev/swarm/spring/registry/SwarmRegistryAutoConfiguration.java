package dev.swarm.spring.registry;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of beans that make workers, and of the moment from which the node owns names. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnBean({Swarm.class, SwarmRegistry.class})
public final class SwarmRegistryAutoConfiguration {

    /** Static, as it is made before other beans. */
    @Bean
    static WorkerScopes swarmWorkerScopes() {
        return new WorkerScopes();
    }

    @Bean
    WorkerTypes swarmWorkerTypes(ConfigurableListableBeanFactory beans, SwarmRegistry registry) {
        return new WorkerTypes(beans, registry);
    }

    @Bean
    RegistryOpening swarmRegistryOpening(Swarm swarm, ApplicationContext context) {
        return new RegistryOpening(swarm, context);
    }
}
