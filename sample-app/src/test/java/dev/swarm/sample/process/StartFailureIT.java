package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that cannot start says why in a sentence, shows no stack trace, and its exit code tells that it failed. */
class StartFailureIT {

    private static final Duration EXIT = Duration.ofSeconds(60);

    @Test
    void portThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestCluster cluster = TestCluster.of(StartFailureIT.class)) {
            int port = other.getLocalPort();

            RunningProgram node =
                    cluster.start("port-taken", "--swarm.port=" + port).program();

            assertFailure(node, Integer.toString(port));
        }
    }

    @Test
    void bindAddressThatIsNone() throws Exception {
        try (TestCluster cluster = TestCluster.of(StartFailureIT.class)) {
            RunningProgram node = cluster.start("no-address", "--swarm.bind-address=no.such.host.invalid")
                    .program();

            assertFailure(node, "no.such.host.invalid");
        }
    }

    @Test
    void bindAddressOfAnotherMachine() throws Exception {
        try (TestCluster cluster = TestCluster.of(StartFailureIT.class)) {
            RunningProgram node = cluster.start("other-address", "--swarm.bind-address=203.0.113.7")
                    .program();

            assertFailure(node, "203.0.113.7");
        }
    }

    @Test
    void nameThatALiveNodeHas() throws Exception {
        try (TestCluster cluster = TestCluster.of(StartFailureIT.class)) {
            cluster.startAll("gotham");

            RunningProgram second = cluster.start("gotham").program();

            assertFailure(second, "gotham");
        }
    }

    private static void assertFailure(RunningProgram node, String culprit) {
        assertThat(node.awaitExit(EXIT)).isNotZero();
        List<String> lines = node.lines();
        assertThat(lines).contains("APPLICATION FAILED TO START").noneMatch(line -> line.startsWith("\tat "));
        String description = lines.get(lines.indexOf("Description:") + 2);
        assertThat(description).as("the sentence").contains(culprit).endsWith(".");
        assertThat(lines).as("what can be done").contains("Action:");
    }
}
