package dev.swarm.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.InstanceProperties;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryProperties;

/** Peers from other discovery clients. */
class ClientStrategyTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void takesThePortFromTheMetadataElseTheConfiguredOne() {
        RecordingContext look = look(simple(Map.of("swarm.port", "7001")), simple(Map.of()));
        assertThat(look.candidates()).containsExactly(address(7001), address(7000));
        assertThat(look.failures()).isEmpty();
        assertThat(look.warnings()).isEmpty();
    }

    @Test
    void leavesOutInstancesWithAPortThatIsNone() {
        for (String port : List.of("0", "65536", "x", "")) {
            RecordingContext look = look(simple(Map.of("swarm.port", port)));
            assertThat(look.candidates()).isEmpty();
            assertThat(look.warnings()).containsExactly("the instance at 127.0.0.1 tells no port as swarm.port");
        }
    }

    @Test
    void tellsOfHostsThatCannotBeResolvedAndTakesTheOthers() {
        RecordingContext look =
                look(new FixedClient(0, List.of(instance("no-such-host.invalid"), instance("127.0.0.1"))));
        assertThat(look.candidates()).containsExactly(address(7000));
        assertThat(look.warnings()).containsExactly("'no-such-host.invalid' cannot be resolved");
    }

    @Test
    void failsOnlyIfNoClientAnswers() {
        RecordingContext some = look(new FailingClient(), simple(Map.of()));
        assertThat(some.candidates()).containsExactly(address(7000));
        assertThat(some.warnings()).singleElement().asString().contains("failing: ", "no registry");
        RecordingContext none = look(new FailingClient());
        assertThat(none.failures()).singleElement().asString().contains("no registry");
        assertThat(none.reported()).isFalse();
    }

    @Test
    void goesOnLookingWhateverHappens() {
        RecordingContext context = new RecordingContext();
        new ClientStrategy(source(), () -> List.of(new FailingClient())).start(context, context);
        for (int round = 1; round <= 3; round++) {
            context.runNext();
            assertThat(context.failures()).hasSize(round);
        }
        assertThat(context.lastDelay()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    @Test
    void neverAsksTheNodesOwnClientNorBelievesIt() {
        SwarmInstance own = SwarmInstance.of(Members.member("a", "orders", "http://127.0.0.1:1"))
                .orElseThrow();
        Swarm swarm = Swarm.builder().enabled(false).build();
        LiveCatalogue catalogue = new LiveCatalogue(swarm.topology(), () -> null);
        SwarmDiscoveryClient self = new SwarmDiscoveryClient(swarm, catalogue, 0);
        CompositeDiscoveryClient composite = new CompositeDiscoveryClient(Arrays.asList(self, simple(Map.of())));
        assertThat(look(self, composite).failures()).containsExactly("there is no discovery client but the node's own");
        RecordingContext wrapped = look(new FixedClient(0, List.of(own)));
        assertThat(wrapped.candidates()).isEmpty();
        assertThat(wrapped.reported()).isTrue();
    }

    @Test
    void nodesMeetByTheSimpleDiscoveryClient() {
        String cluster = TestNodes.newCluster();
        CloudNodes.runner(cluster, "first").run(one -> {
            Swarm first = one.getBean(Swarm.class);
            String instance = "spring.cloud.discovery.client.simple.instances.peers[0].";
            CloudNodes.runner(cluster, "second")
                    .withPropertyValues(
                            instance + "uri=http://127.0.0.1:1",
                            instance + "metadata[swarm.port]="
                                    + first.self().address().port(),
                            "swarm.discovery.client.service-id=peers")
                    .run(two -> {
                        await().atMost(LONG).until(() -> first.topology().nodeCount() == 2);
                        List<DiscoveryStatus> status =
                                two.getBean(Swarm.class).discovery().status();
                        assertThat(status)
                                .filteredOn(each -> each.topology().equals("client"))
                                .singleElement()
                                .satisfies(each -> assertThat(each.strategy()).isEqualTo("client"))
                                .satisfies(each -> assertThat(each.peers())
                                        .containsExactly(first.self().address()));
                    });
        });
    }

    @Test
    void replacesBeacons() {
        CloudNodes.switchedOff()
                .withPropertyValues("swarm.discovery.client.service-id=peers")
                .run(context -> {
                    assertThat(context.getBean(Swarm.class).config().discovery().topologies())
                            .containsOnlyKeys("client");
                    assertThat(context.getBean(Swarm.class).config().discovery().gossip())
                            .isNull();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service-id=' '             | swarm.discovery.client.service-id must be the name of a service",
                "port=0                     | swarm.discovery.client.port must be 1 to 65535, not 0",
                "poll-interval=0            | swarm.discovery.client.poll-interval must be 100ms to 3600s, not 0ms",
            })
    void refusesWhatIsNotAllowed(String setting, String refusal) {
        CloudNodes.switchedOff()
                .withPropertyValues(
                        "swarm.discovery.client.service-id=peers", "swarm.discovery.client." + setting.replace("'", ""))
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(refusal));
    }

    @Test
    void saysWhatIsMissingWithoutSpringCloud() {
        TestNodes.switchedOff()
                .withClassLoader(new FilteredClassLoader(DiscoveryClient.class))
                .withPropertyValues("swarm.discovery.client.service-id=peers")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                "swarm.discovery.client.service-id needs Spring Cloud Commons on the class path"));
    }

    private static RecordingContext look(DiscoveryClient... clients) {
        RecordingContext context = new RecordingContext();
        new ClientStrategy(source(), () -> List.of(clients)).start(context, context);
        context.runNext();
        return context;
    }

    private static ClientSource source() {
        return new ClientSource("peers", 7000, Duration.ofSeconds(5));
    }

    private static DiscoveryClient simple(Map<String, String> metadata) {
        InstanceProperties instance = new InstanceProperties();
        instance.setServiceId("peers");
        instance.setHost("127.0.0.1");
        instance.setPort(1);
        instance.setMetadata(metadata);
        SimpleDiscoveryProperties properties = new SimpleDiscoveryProperties();
        properties.setInstances(Map.of("peers", List.of(instance)));
        return new SimpleDiscoveryClient(properties);
    }

    private static ServiceInstance instance(String host) {
        return new DefaultServiceInstance("x", "peers", host, 1, false);
    }

    private static NodeAddress address(int port) {
        return NodeAddress.loopback(port);
    }

    /** A registry that is away. */
    private static final class FailingClient implements DiscoveryClient {
        @Override
        public String description() {
            return "failing";
        }

        @Override
        public List<ServiceInstance> getInstances(String serviceId) {
            throw new IllegalStateException("no registry");
        }

        @Override
        public List<String> getServices() {
            return List.of();
        }
    }
}
