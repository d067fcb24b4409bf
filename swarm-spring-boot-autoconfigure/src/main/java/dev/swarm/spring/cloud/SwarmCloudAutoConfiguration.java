package dev.swarm.spring.cloud;

import dev.swarm.Swarm;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.SwarmAutoConfiguration;
import dev.swarm.spring.SwarmProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/**
 * Auto-configuration of what Spring Cloud is told of the cluster: a discovery client, this application's registration,
 * and the events that go with them. Before those of Spring Cloud that look for a discovery client.
 */
@AutoConfiguration(
        after = SwarmAutoConfiguration.class,
        beforeName = {
            "org.springframework.cloud.client.CommonsClientAutoConfiguration",
            "org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration",
            "org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration"
        })
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnBean({Swarm.class, SwarmTopology.class, SwarmProperties.class})
@ConditionalOnBooleanProperty(name = "swarm.cloud.enabled", matchIfMissing = true)
@ConditionalOnDiscoveryEnabled
public final class SwarmCloudAutoConfiguration {

    @Bean
    LiveCatalogue swarmCatalogue(SwarmTopology topology, ObjectProvider<RoundTripHints> hints) {
        return new LiveCatalogue(topology, hints::getIfAvailable);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(NodeMonitor.class)
    RoundTripHints swarmRoundTripHints(NodeMonitor monitor) {
        return RoundTripHints.of(monitor);
    }

    /** Only where no other registry registers the application; beside one it is not in its way. */
    @Bean
    @Fallback
    @ConditionalOnMissingBean(Registration.class)
    SwarmRegistration swarmRegistration(SwarmTopology topology) {
        return new SwarmRegistration(topology);
    }

    @Bean
    CatalogueWatch swarmCatalogueWatch(
            Swarm swarm, SwarmTopology topology, LiveCatalogue catalogue, ApplicationEventPublisher publisher) {
        return new CatalogueWatch(swarm, catalogue, new SwarmRegistration(topology), publisher);
    }

    /** For applications that may block. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBlockingDiscoveryEnabled
    static class BlockingConfiguration {

        @Bean
        @ConditionalOnMissingBean
        SwarmDiscoveryClient swarmDiscoveryClient(Swarm swarm, LiveCatalogue catalogue, SwarmProperties properties) {
            return new SwarmDiscoveryClient(swarm, catalogue, properties.cloud().order());
        }
    }
}
