package dev.swarm.spring.comms;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of methods that handle messages. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnBean({Swarm.class, CommsManager.class})
public final class SwarmCommsAutoConfiguration {

    @Bean
    MessageHandlers swarmMessageHandlers(ConfigurableListableBeanFactory beans, Swarm swarm, CommsManager comms) {
        return new MessageHandlers(beans, comms, swarm.config().comms().requestTimeout());
    }
}
