package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.discovery.DiscoveryStatus;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The quick start: applications that configure no way of discovery find each other. */
class BeaconsTest {

    private final String cluster = TestNodes.newCluster();

    @Test
    void nodesThatConfigureNothingFindEachOther() throws SocketException {
        int groupPort = freePort();
        node("one", groupPort)
                .run(one -> node("two", groupPort).run(two -> {
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> one.getBean(SwarmTopology.class).nodeCount() == 2
                                    && two.getBean(SwarmTopology.class).nodeCount() == 2);
                    assertThat(two.getBean(SwarmDiscovery.class).available()).isTrue();
                    assertThat(two.getBean(SwarmDiscovery.class).status())
                            .extracting(DiscoveryStatus::topology)
                            .containsExactly("gossip");
                    assertThat(two.getBean(Swarm.class).topology().nodes())
                            .extracting(member -> member.id().name())
                            .containsExactly("one", "two");
                }));
    }

    private ApplicationContextRunner node(String name, int groupPort) {
        return new ApplicationContextRunner()
                .withConfiguration(TestNodes.STARTER)
                .withPropertyValues(
                        "swarm.cluster=" + cluster,
                        "swarm.node.name=" + name,
                        "swarm.port=0",
                        "swarm.discovery.gossip.port=" + groupPort,
                        "swarm.discovery.gossip.interval=200ms");
    }

    private static int freePort() throws SocketException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        }
    }
}
