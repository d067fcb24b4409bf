package dev.swarm.spring.command;

import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** Auto-configuration of methods that run only on the commander. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnBean(SwarmTopology.class)
public final class SwarmCommandAutoConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static GuardedCalls swarmGuardedCalls() {
        return new GuardedCalls();
    }

    /** Static, and without anything of the node before the first call, as it is made before other beans. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CommanderGuardPostProcessor swarmCommanderGuard(
            ObjectProvider<SwarmTopology> topology, GuardedCalls calls, Environment environment) {
        CommanderGuardPostProcessor processor =
                new CommanderGuardPostProcessor(new CommanderGuard(SingletonSupplier.of(topology::getObject), calls));
        processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
        return processor;
    }
}
