package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What three nodes learn when a fourth is killed, comes back, and says goodbye. */
class KillRestartIT {

    private static final Duration JOIN = Duration.ofSeconds(3);
    private static final Duration DETECTION = Duration.ofSeconds(8);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration EXIT = Duration.ofSeconds(20);
    private static final String[] ALL = {"capitol", "dispatch", "gotham", "metropolis"};

    @Test
    void killedNodeIsDownRestartedNodeIsBackStoppedNodeHasLeft() throws Exception {
        try (TestCluster cluster = TestCluster.of(KillRestartIT.class)) {
            List<SampleNode> nodes = cluster.startAll(ALL);
            TestCluster.awaitHealthy(nodes, JOIN, ALL);
            SampleNode gotham = nodes.get(2);
            List<SampleNode> others =
                    nodes.stream().filter(node -> node != gotham).toList();

            gotham.program().kill();
            TestCluster.awaitThat(DETECTION, () -> {
                for (SampleNode other : others) {
                    assertThat(other.status("gotham"))
                            .as("gotham as %s sees it", other.name())
                            .isEqualTo("down");
                    assertThat(other.logged("gotham is down")).isOne();
                }
            });

            SampleNode restarted = cluster.start("gotham");
            restarted.awaitStarted();
            TestCluster.awaitHealthy(others, JOIN, ALL);
            TestCluster.awaitHealthy(List.of(restarted), JOIN, ALL);
            TestCluster.awaitThat(JOIN, () -> {
                for (SampleNode other : others) {
                    assertThat(other.logged("gotham is up")).as(other.name()).isEqualTo(2);
                }
            });

            restarted.program().terminate();
            restarted.program().awaitExit(EXIT);
            TestCluster.awaitStatus(others, GOODBYE, "gotham", "left");
            assertThat(restarted.program().lines()).noneMatch(line -> line.contains(" ERROR "));
            TestCluster.awaitThat(GOODBYE, () -> {
                for (SampleNode other : others) {
                    assertThat(other.logged("gotham has left")).as(other.name()).isOne();
                    assertThat(other.logged("gotham is down")).as(other.name()).isOne();
                }
            });
        }
    }
}
