package dev.swarm.spring;

import dev.swarm.Swarm;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Auto-configuration that starts the node with the application and stops it with the application. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnBean(Swarm.class)
public final class SwarmLifecycleAutoConfiguration {

    @Bean
    SwarmLifecycle swarmLifecycle(Swarm swarm) {
        return new SwarmLifecycle(swarm);
    }

    @Bean
    SwarmSocketsLifecycle swarmSocketsLifecycle(Swarm swarm) {
        return new SwarmSocketsLifecycle(swarm);
    }

    /** Only where a web server can be. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebServerInitializedEvent.class)
    static class WebAddressConfiguration {

        @Bean
        WebAddressAnnouncer swarmWebAddressAnnouncer(Swarm swarm, Environment environment) {
            return new WebAddressAnnouncer(swarm, environment);
        }
    }
}
