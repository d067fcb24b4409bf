package dev.swarm.sample.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterCommandTest {

    @Test
    void everyArgumentButItsOwnGoesToTheNodes() {
        List<String> arguments = List.of("--swarm.cluster=heroes", "--cluster", "--debug");

        assertThat(ClusterCommand.userArguments(arguments)).containsExactly("--swarm.cluster=heroes", "--debug");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server.port=8080", "--swarm.node.name=gotham", "--swarm.port=7946", "--server.port"})
    void whatDiffersFromNodeToNodeIsRefused(String argument) {
        assertThat(ClusterCommand.wrongArgument(List.of("--debug", argument)))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(argument, "Leave one of them out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--swarm.cluster=heroes", "--server.port-header=8080", "--swarm.secret=s", "plain"})
    void otherArgumentsAreAccepted(String argument) {
        assertThat(ClusterCommand.wrongArgument(List.of(argument))).isEmpty();
    }

    @Test
    void takenPortIsNamedWithItsNode() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeSpec gotham = new NodeSpec("gotham", other.getLocalPort());

            assertThat(ClusterCommand.takenPort(List.of(gotham)))
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .contains("Port " + other.getLocalPort() + " is in use", "gotham cannot start"));
        }
    }

    @Test
    void freePortIsNoProblem() throws IOException {
        NodeSpec gotham;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gotham = new NodeSpec("gotham", other.getLocalPort());
        }

        assertThat(ClusterCommand.takenPort(List.of(gotham))).isEmpty();
    }
}
