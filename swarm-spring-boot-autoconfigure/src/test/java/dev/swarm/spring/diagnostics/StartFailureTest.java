package dev.swarm.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.Swarm;
import dev.swarm.api.failure.InvalidAddressException;
import dev.swarm.api.failure.NodeNameTakenException;
import dev.swarm.api.failure.PortTakenException;
import dev.swarm.api.failure.SwarmStartException;
import dev.swarm.spring.TestNodes;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** What a person reads when the application does not start because of its node. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

    private final String cluster = TestNodes.newCluster();

    @Test
    void aTakenPortIsOneSentence(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> start("gotham", "--swarm.port=" + port))
                    .hasRootCauseInstanceOf(BindException.class)
                    .hasStackTraceContaining(PortTakenException.class.getName());
            assertSentences(
                    output,
                    "Port " + port + " (UDP and TCP) of 127.0.0.1 is taken by another process.",
                    "Free the port, or set swarm.port to another one, or to 0 for any.");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsOneSentence(CapturedOutput output) {
        assertThatThrownBy(() -> start("gotham", "--swarm.bind-address=192.0.2.1"))
                .hasStackTraceContaining(InvalidAddressException.class.getName());
        assertSentences(
                output,
                "swarm.bind-address is '192.0.2.1', which ",
                "Set swarm.bind-address to an address that works, or remove it to let the node choose.");
    }

    @Test
    void aNameThatIsNoAddressIsOneSentence(CapturedOutput output) {
        assertThatThrownBy(() -> start("gotham", "--swarm.bind-address=no.such.host.invalid"))
                .hasStackTraceContaining(InvalidAddressException.class.getName());
        assertSentences(output, "swarm.bind-address is 'no.such.host.invalid', which ", "Set swarm.bind-address to ");
    }

    @Test
    void aTakenNameIsOneSentence(CapturedOutput output) {
        try (ConfigurableApplicationContext first = start("gotham")) {
            Swarm holder = first.getBean(Swarm.class);
            assertThatThrownBy(() -> start("gotham", "--" + TestNodes.seed(holder)))
                    .hasStackTraceContaining(NodeNameTakenException.class.getName());
            assertSentences(
                    output,
                    "A live node named 'gotham' answers at " + holder.self().address() + ".",
                    "Set swarm.node.name to a name that is unique in the cluster, or stop the other node.");
            assertThat(holder.topology().nodeCount()).isOne();
        }
    }

    @Test
    void aWrongPropertyIsOneSentence(CapturedOutput output) {
        assertThatThrownBy(() -> start("gotham", "--swarm.membership.gossip-nodes=0"))
                .hasStackTraceContaining(InvalidSwarmPropertyException.class.getName());
        assertSentences(
                output,
                "swarm.membership.gossip-nodes must be 1 to 32, not 0; it is set to '0' in ",
                "Change swarm.membership.gossip-nodes to a value that is allowed, or remove it.");
    }

    @Test
    void tooManyTagsAreOneSentence(CapturedOutput output) {
        assertThatThrownBy(() -> start("gotham", "--swarm.node.tags.zone=" + "z".repeat(600)))
                .hasStackTraceContaining(SwarmStartException.class.getName());
        assertSentences(
                output,
                "The settings do not fit together: The node's metadata has ",
                "Change what is named, and start again.");
        assertThat(output).contains("shorten the tag 'zone', which has 604.");
    }

    @Test
    void tagsThatLeaveNoRoomForTheWebAddressAreOneSentence(CapturedOutput output) {
        String tag = "swarm.node.tags.zone=" + "z".repeat(longestTag("zone"));
        assertThatThrownBy(() -> TestNodes.application(Application.class, cluster, "gotham")
                        .run("--" + tag))
                .hasStackTraceContaining(SwarmStartException.class.getName());
        assertSentences(
                output,
                "The address of the web server cannot be told: The node's metadata has ",
                "Change what is named, and start again.");
    }

    @Test
    void aValueThatIsNoneAtAllIsSpringsOwnAnalysis(CapturedOutput output) {
        assertThatThrownBy(() -> start("gotham", "--swarm.membership.probe-timeout=soon"))
                .hasStackTraceContaining("swarm.membership.probe-timeout");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Property: swarm.membership.probe-timeout")
                .contains("Value: \"soon\"")
                .doesNotContain("\tat ");
    }

    private static void assertSentences(CapturedOutput output, String description, String action) {
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Description:" + System.lineSeparator() + System.lineSeparator() + description)
                .contains("Action:" + System.lineSeparator() + System.lineSeparator() + action)
                .doesNotContain("\tat ");
    }

    /** Returns how long the value of a tag may be if nothing else is told. */
    private static int longestTag(String key) {
        for (int length = 512; ; length--) {
            try (Swarm swarm = Swarm.builder().tag(key, "z".repeat(length)).build()) {
                swarm.updateWebAddress(null);
                return length;
            } catch (IllegalArgumentException tooLong) {
                assertThat(length).isPositive();
            }
        }
    }

    private ConfigurableApplicationContext start(String name, String... arguments) {
        return TestNodes.application(Application.class, cluster, name)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    /** Finds everything as an application does: by the list in the jar. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
