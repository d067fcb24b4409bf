package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.swarm.sample.process.SampleNode.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The quick start as the README gives it, word for word and with its ports. Only its environment is the test's own: a
 * cluster name that nobody else has, and small Java machines.
 */
class ClusterCommandIT {

    private static final String BUILD = "mvn -q -DskipTests package && ";
    private static final List<String> CITIES = List.of("capitol", "dispatch", "gotham", "metropolis");
    private static final int DISPATCH = 4900;
    private static final int METROPOLIS = 4902;

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration JOIN = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(20);

    @BeforeEach
    void portsMustBeFree() throws IOException {
        for (int port = DISPATCH; port < DISPATCH + CITIES.size(); port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            } catch (IOException e) {
                throw new AssertionError("Port " + port + " is in use; this test needs the ports of the README", e);
            }
        }
    }

    @Test
    void fourNodesComeUpTogetherAndEndTogether() {
        try (RunningProgram launcher = run("terminated")) {
            awaitFourHealthyNodes(launcher);

            assertThat(SampleNode.get(DISPATCH, "/")).contains("<title>Superhero Cluster</title>");
            List<ProcessHandle> nodes = launcher.children();
            assertThat(nodes).hasSize(CITIES.size());

            launcher.terminate();
            launcher.awaitExit(END);
            assertThat(nodes).noneMatch(ProcessHandle::isAlive);
            assertThat(launcher.lines())
                    .as("an end without errors")
                    .anyMatch(line -> line.contains("Graceful shutdown complete"))
                    .noneMatch(line -> line.contains(" ERROR "));
        }
    }

    @Test
    void killedNodeIsToldAndNodesDoNotOutliveAKilledLauncher() {
        try (RunningProgram launcher = run("killed")) {
            awaitFourHealthyNodes(launcher);
            List<ProcessHandle> nodes = launcher.children();

            launcher.child("--swarm.node.name=gotham").destroyForcibly();
            launcher.awaitLine("the end of gotham", JOIN, line -> line.contains("gotham ended with exit code 137"));
            assertThat(launcher.children()).hasSize(CITIES.size() - 1);

            launcher.kill();
            TestCluster.awaitThat(END, () -> assertThat(nodes).noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void takenPortIsToldBeforeAnythingStarts() throws IOException {
        try (ServerSocket other = new ServerSocket(METROPOLIS, 1, InetAddress.getLoopbackAddress());
                RunningProgram launcher = run("port-taken")) {
            assertThat(launcher.awaitExit(END)).isEqualTo(1);
            assertThat(launcher.lines())
                    .filteredOn(line -> line.contains(" | "))
                    .singleElement()
                    .asString()
                    .contains("Port " + other.getLocalPort() + " is in use", "metropolis cannot start");
        }
    }

    @Test
    void nodeThatCannotStartIsNamedAndEndsTheOthers() {
        try (RunningProgram launcher = run("node-fails", "--swarm.membership.probe-interval=1ns")) {
            assertThat(launcher.awaitExit(START)).isEqualTo(1);
            assertThat(launcher.lines())
                    .anyMatch(line -> line.startsWith("cluster")
                            && CITIES.stream()
                                    .anyMatch(city -> line.contains(city + " failed at start with exit code 1")));
            assertThat(launcher.lines()).noneMatch(line -> line.contains("\tat "));
        }
    }

    private static void awaitFourHealthyNodes(RunningProgram launcher) {
        for (String city : CITIES) {
            launcher.awaitLine(
                    "start of " + city,
                    START,
                    line -> line.startsWith(city) && line.contains("Started SampleApplication in "));
        }
        TestCluster.awaitThat(
                JOIN,
                () -> assertThat(SampleNode.members(DISPATCH))
                        .extracting(Row::name, Row::status, Row::guest)
                        .containsExactlyElementsOf(CITIES.stream()
                                .map(city -> tuple(city, "healthy", false))
                                .toList()));
        launcher.awaitLine("the page's address", JOIN, line -> line.contains("http://localhost:4900"));
    }

    /** Runs the part of the README's line that comes after the build, which has been done already. */
    private static RunningProgram run(String log, String... more) {
        String java = javaPart();
        assertThat(java).startsWith("java ");
        List<String> command = new ArrayList<>(List.of(java.split(" ", -1)));
        command.set(0, SampleJar.JAVA.toString());
        command.addAll(List.of(more));
        Map<String, String> environment = Map.of(
                "SWARM_CLUSTER", "readme-" + UUID.randomUUID(), "JDK_JAVA_OPTIONS", String.join(" ", SampleJar.QUICK));
        return RunningProgram.start(command, SampleJar.ROOT, environment, SampleJar.log(ClusterCommandIT.class, log));
    }

    private static String javaPart() {
        List<String> lines = readme().lines()
                .filter(line -> line.startsWith(BUILD) && line.endsWith(" --cluster"))
                .toList();
        assertThat(lines).as("the quick start of the README").hasSize(1);
        return lines.get(0).substring(BUILD.length());
    }

    private static String readme() {
        try {
            return Files.readString(SampleJar.ROOT.resolve("README.md"));
        } catch (IOException e) {
            throw new AssertionError("The README cannot be read", e);
        }
    }
}
