package dev.swarm.spring.cloud;

import dev.swarm.Swarm;
import dev.swarm.spring.SwarmProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.cloud.client.ConditionalOnDiscoveryHealthIndicatorEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicatorProperties;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/** Auto-configuration of the discovery client of reactive applications, with its part of the health endpoint. */
@AutoConfiguration(
        after = SwarmCloudAutoConfiguration.class,
        beforeName = {
            "org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration",
            "org.springframework.cloud.client.discovery.composite.reactive"
                    + ".ReactiveCompositeDiscoveryClientAutoConfiguration",
            "org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration"
        })
@ConditionalOnClass({ReactiveDiscoveryClient.class, Flux.class})
@ConditionalOnBean(LiveCatalogue.class)
@ConditionalOnReactiveDiscoveryEnabled
public final class SwarmReactiveCloudAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SwarmReactiveDiscoveryClient swarmReactiveDiscoveryClient(
            Swarm swarm, LiveCatalogue catalogue, SwarmProperties properties) {
        return new SwarmReactiveDiscoveryClient(
                swarm, catalogue, properties.cloud().order());
    }

    /** Spring Cloud makes one by itself only for clients that block. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ReactiveHealthIndicator.class)
    @EnableConfigurationProperties(DiscoveryClientHealthIndicatorProperties.class)
    static class HealthConfiguration {

        @Bean
        @ConditionalOnDiscoveryHealthIndicatorEnabled
        ReactiveDiscoveryClientHealthIndicator swarmReactiveDiscoveryClientHealthIndicator(
                SwarmReactiveDiscoveryClient client, DiscoveryClientHealthIndicatorProperties properties) {
            return new ReactiveDiscoveryClientHealthIndicator(client, properties);
        }
    }
}
