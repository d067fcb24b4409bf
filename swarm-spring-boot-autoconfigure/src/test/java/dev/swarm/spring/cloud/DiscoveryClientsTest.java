package dev.swarm.spring.cloud;

import static dev.swarm.spring.cloud.CloudNodes.addresses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeMonitor;
import dev.swarm.spring.TestMonitor;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** The members of the cluster as Spring Cloud's discovery clients show them. */
class DiscoveryClientsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String FIRST = "http://10.0.0.1:8081";
    private static final String SECOND = "http://10.0.0.2:8082";

    private final String cluster = TestNodes.newCluster();
    private final ApplicationContextRunner off = CloudNodes.at(CloudNodes.switchedOff(), FIRST);

    @Test
    void listTheInstancesOfAllMembersUntilTheyLeave() {
        CloudNodes.at(CloudNodes.runner(cluster, "first"), FIRST).run(one -> {
            DiscoveryClient client = one.getBean(DiscoveryClient.class);
            ReactiveDiscoveryClient reactive = one.getBean(ReactiveDiscoveryClient.class);
            assertThat(client).isInstanceOf(CompositeDiscoveryClient.class);
            CloudNodes.second(cluster, one.getBean(Swarm.class), SECOND)
                    .run(two -> await().atMost(LONG).untilAsserted(() -> {
                        assertThat(addresses(client.getInstances("orders"))).containsExactly(FIRST, SECOND);
                        assertThat(addresses(reactive.getInstances("orders")
                                        .toStream()
                                        .toList()))
                                .containsExactly(FIRST, SECOND);
                    }));
            await().atMost(LONG)
                    .until(() -> addresses(client.getInstances("orders")).equals(List.of(FIRST)));
            assertThat(client.getServices()).containsExactly("orders");
            assertThat(reactive.getServices().toStream().toList()).containsExactly("orders");
            assertThat(client.getInstances("others")).isEmpty();
        });
    }

    @Test
    void areThereForANodeThatIsSwitchedOff() {
        off.run(context -> {
            assertThat(addresses(context.getBean(DiscoveryClient.class).getInstances("orders")))
                    .containsExactly(FIRST);
            context.getBean(DiscoveryClient.class).probe();
        });
    }

    @Test
    void areOrderedByAProperty() {
        off.withUserConfiguration(OtherClient.class)
                .run(context -> assertThat(
                                addresses(context.getBean(DiscoveryClient.class).getInstances("orders")))
                        .containsExactly(FIRST));
        off.withUserConfiguration(OtherClient.class)
                .withPropertyValues("swarm.cloud.order=2")
                .run(context -> {
                    assertThat(addresses(context.getBean(DiscoveryClient.class).getInstances("orders")))
                            .containsExactly("http://other:1");
                    assertThat(context.getBean(SwarmReactiveDiscoveryClient.class)
                                    .getOrder())
                            .isEqualTo(2);
                });
    }

    @Test
    void canBeSwitchedOff() {
        for (String property : List.of("swarm.cloud.enabled=false", "spring.cloud.discovery.enabled=false")) {
            off.withPropertyValues(property)
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(SwarmDiscoveryClient.class)
                            .doesNotHaveBean(SwarmReactiveDiscoveryClient.class)
                            .doesNotHaveBean(CatalogueWatch.class)
                            .doesNotHaveBean(LoadBalancerCacheEviction.class)
                            .doesNotHaveBean(Registration.class));
        }
        off.withPropertyValues("spring.cloud.discovery.blocking.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(SwarmDiscoveryClient.class)
                        .hasSingleBean(SwarmReactiveDiscoveryClient.class));
        off.withPropertyValues("spring.cloud.discovery.reactive.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(SwarmReactiveDiscoveryClient.class)
                        .hasSingleBean(SwarmDiscoveryClient.class));
    }

    @Test
    void needNoWebClient() {
        off.withClassLoader(new FilteredClassLoader(WebClient.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(SwarmReactiveDiscoveryClient.class)
                        .hasSingleBean(SwarmDiscoveryClient.class));
    }

    @Test
    void areHealthyAsSoonAsTheNodeIsIn() {
        CloudNodes.runner(cluster, "first").run(context -> {
            assertThat(context.getBean(DiscoveryClientHealthIndicator.class)
                            .health()
                            .getStatus())
                    .isEqualTo(Status.UP);
            ReactiveDiscoveryClientHealthIndicator reactive = context.getBean(
                    "swarmReactiveDiscoveryClientHealthIndicator", ReactiveDiscoveryClientHealthIndicator.class);
            assertThat(reactive.health().map(health -> health.getStatus()).block())
                    .isEqualTo(Status.UP);
            assertThat(reactive.getName()).isEqualTo("Swarm Reactive Discovery Client");
        });
    }

    @Test
    void haveNothingToSayForANodeThatDoesNotRun() {
        off.run(context -> {
            SwarmDiscoveryClient client = context.getBean(SwarmDiscoveryClient.class);
            SwarmReactiveDiscoveryClient reactive = context.getBean(SwarmReactiveDiscoveryClient.class);
            reactive.reactiveProbe().block();
            context.getBean(Swarm.class).close();
            assertThatIllegalStateException().isThrownBy(client::probe).withMessageContaining("stopped");
            assertThatIllegalStateException()
                    .isThrownBy(() -> reactive.reactiveProbe().block());
        });
    }

    @Test
    void theRegistrationIsTheApplicationItself() {
        off.run(context -> {
            Registration registration = context.getBean(Registration.class);
            ServiceInstance listed = context.getBean(DiscoveryClient.class)
                    .getInstances("orders")
                    .get(0);
            assertThat(registration.getInstanceId()).isEqualTo(listed.getInstanceId());
            assertThat(registration.getServiceId()).isEqualTo("orders");
            assertThat(registration.getUri()).isEqualTo(listed.getUri());
            assertThat(registration.getHost()).isEqualTo("10.0.0.1");
            assertThat(registration.getPort()).isEqualTo(8081);
            assertThat(registration.getMetadata()).isEqualTo(listed.getMetadata());
        });
        CloudNodes.switchedOff().run(context -> {
            Registration registration = context.getBean(Registration.class);
            assertThat(registration.getPort()).isZero();
            assertThat(registration.getHost()).isNotEmpty();
        });
    }

    @Test
    void theRegistrationGivesWayToThatOfAnotherRegistry() {
        off.withUserConfiguration(OtherRegistry.class)
                .run(context -> assertThat(context.getBean(Registration.class)).isInstanceOf(OtherRegistration.class));
        off.withConfiguration(AutoConfigurations.of(LaterRegistry.class)).run(context -> {
            assertThat(context.getBeansOfType(Registration.class)).hasSize(2);
            assertThat(context.getBean(Registration.class)).isInstanceOf(OtherRegistration.class);
        });
    }

    @Test
    void tellHowFarAwayInstancesAre() {
        off.withBean(RoundTripHints.class, () -> node -> Duration.ofMillis(3))
                .run(context -> assertThat(context.getBean(DiscoveryClient.class)
                                .getInstances("orders")
                                .get(0)
                                .getMetadata())
                        .containsEntry("swarm.rtt-ms", "3"));
    }

    @Test
    void tellWhatTheMonitorHasMeasured() {
        TestMonitor monitor = new TestMonitor();
        off.withBean(NodeMonitor.class, () -> monitor).run(context -> {
            DiscoveryClient client = context.getBean(DiscoveryClient.class);
            ServiceInstance instance = client.getInstances("orders").get(0);
            assertThat(instance.getMetadata()).doesNotContainKey("swarm.rtt-ms");

            monitor.measure(String.valueOf(instance.getInstanceId()), LinkQuality.GOOD, 20, 30);

            assertThat(client.getInstances("orders").get(0).getMetadata()).containsEntry("swarm.rtt-ms", "25");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherClient {
        @Bean
        DiscoveryClient other() {
            return new FixedClient(1, List.of(new DefaultServiceInstance("x", "orders", "other", 1, false)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherRegistry {
        @Bean
        OtherRegistration otherRegistration() {
            return new OtherRegistration();
        }
    }

    @AutoConfiguration(after = SwarmCloudAutoConfiguration.class)
    static class LaterRegistry extends OtherRegistry {}

    static final class OtherRegistration extends DefaultServiceInstance implements Registration {
        OtherRegistration() {
            super("x", "orders", "other", 1, false);
        }
    }
}
