package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.Link;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.spring.TestComms;
import dev.swarm.spring.TestMonitor;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import tools.jackson.databind.json.JsonMapper;

/** What the endpoint says of links, over measurements that the test decides. */
class EndpointLinkTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();
    private final TestMonitor monitor = new TestMonitor();
    private final TestComms comms = new TestComms();

    @Test
    void showsWhatWasMeasuredAndWhoPassesMessagesOn() {
        TestNodes.runner(cluster, "metropolis")
                .withConfiguration(
                        AutoConfigurations.of(EndpointAutoConfiguration.class, SwarmEndpointAutoConfiguration.class))
                .withBean(NodeMonitor.class, () -> monitor)
                .withBean(CommsManager.class, () -> comms)
                .withPropertyValues("management.endpoints.web.exposure.include=swarm")
                .run(context -> {
                    Swarm swarm = context.getBean(Swarm.class);
                    TestNodes.runner(cluster, "gotham")
                            .withPropertyValues(TestNodes.seed(swarm))
                            .run(other -> {
                                await().atMost(LONG)
                                        .until(() -> swarm.topology().nodeCount() == 2);
                                assertLinks(context.getBean(SwarmEndpoint.class));
                            });
                });
    }

    private void assertLinks(SwarmEndpoint endpoint) {
        assertThat(link(endpoint, "metropolis")).isEqualTo("null");
        assertThat(link(endpoint, "gotham")).isEqualTo("null");
        monitor.measure("gotham", LinkQuality.GOOD);
        assertThat(link(endpoint, "gotham"))
                .isEqualTo("{\"quality\":\"good\",\"rttMs\":null,\"rttP99Ms\":null,\"loss\":0.25,\"via\":null}");
        monitor.measure("gotham", LinkQuality.POOR, 3, 8);
        comms.links(new Link(NodeId.of("gotham"), LinkQuality.POOR, false, NodeId.of("capitol"), 1, 2, 3));
        assertThat(link(endpoint, "gotham"))
                .isEqualTo("{\"quality\":\"poor\",\"rttMs\":5.5,\"rttP99Ms\":8.0,\"loss\":0.25,\"via\":\"capitol\"}");
        assertThat(JsonMapper.shared().writeValueAsString(endpoint.node("gotham")))
                .contains("\"rttHistory\":[3.0,8.0],\"lastSeen\":\"2026-05-04T10:03:26.530Z\",\"missed\":2,\"trail\"");
        assertThat(JsonMapper.shared().writeValueAsString(endpoint.node("metropolis")))
                .contains("\"rttHistory\":[],\"lastSeen\":null,\"missed\":0,\"trail\"");
    }

    private static String link(SwarmEndpoint endpoint, String node) {
        return endpoint.cluster().nodes().stream()
                .filter(shown -> shown.name().equals(node))
                .map(shown -> JsonMapper.shared().writeValueAsString(shown.link()))
                .findFirst()
                .orElseThrow();
    }
}
