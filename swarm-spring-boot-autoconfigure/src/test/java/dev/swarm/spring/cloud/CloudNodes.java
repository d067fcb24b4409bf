package dev.swarm.spring.cloud;

import dev.swarm.Swarm;
import dev.swarm.spring.SwarmCustomizer;
import dev.swarm.spring.TestNodes;
import java.util.List;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;

/** The one place where tests make contexts with a node and Spring Cloud. */
final class CloudNodes {

    private static final AutoConfigurations CLOUD = AutoConfigurations.of(
            SwarmCloudAutoConfiguration.class,
            SwarmClientSourceAutoConfiguration.class,
            SwarmLoadBalancerAutoConfiguration.class,
            SwarmReactiveCloudAutoConfiguration.class,
            CommonsClientAutoConfiguration.class,
            ReactiveCommonsClientAutoConfiguration.class,
            CompositeDiscoveryClientAutoConfiguration.class,
            ReactiveCompositeDiscoveryClientAutoConfiguration.class,
            SimpleDiscoveryClientAutoConfiguration.class,
            SimpleReactiveDiscoveryClientAutoConfiguration.class,
            EndpointAutoConfiguration.class,
            HealthContributorAutoConfiguration.class,
            UtilAutoConfiguration.class);

    private CloudNodes() {}

    /** Returns a context with a node of the service {@code orders} that waits to be found. */
    static ApplicationContextRunner runner(String cluster, String name) {
        return TestNodes.runner(cluster, name)
                .withConfiguration(CLOUD)
                .withPropertyValues("spring.application.name=orders");
    }

    /** Returns a context with a node that is switched off. */
    static ApplicationContextRunner switchedOff() {
        return TestNodes.switchedOff()
                .withConfiguration(CLOUD)
                .withPropertyValues("spring.application.name=orders", "swarm.node.name=alone");
    }

    /** Returns the same with a web server, as far as others are told. */
    static ApplicationContextRunner at(ApplicationContextRunner runner, String webAddress) {
        return runner.withBean(SwarmCustomizer.class, () -> builder -> builder.webAddress(webAddress));
    }

    /** Returns a context with a node that looks for another one and has a web server, as far as others are told. */
    static ApplicationContextRunner second(String cluster, Swarm first, String webAddress) {
        return at(runner(cluster, "second").withPropertyValues(TestNodes.seed(first)), webAddress);
    }

    /** Returns the addresses of instances. */
    static List<String> addresses(List<ServiceInstance> instances) {
        return instances.stream().map(instance -> instance.getUri().toString()).toList();
    }
}
