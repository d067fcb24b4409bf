package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;

/**
 * Nodes that can only meet each other: a cluster name that nobody else has, and beacons on a port that was free. Every
 * other port is chosen by the operating system. Closing it kills them all.
 */
final class TestCluster implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Class<?> test;
    private final String name;
    private final int beaconPort = FreePort.next();
    private final List<Runnable> started = new ArrayList<>();

    private TestCluster(Class<?> test, String name) {
        this.test = test;
        this.name = name;
    }

    /** Returns a cluster with a name of its own. */
    static TestCluster of(Class<?> test) {
        return new TestCluster(test, "test-" + UUID.randomUUID());
    }

    /** Returns a cluster without a name, as members that know none need it. */
    static TestCluster unnamed(Class<?> test) {
        return new TestCluster(test, "");
    }

    /** Starts a node and returns at once; its arguments win over the settings of this cluster. */
    SampleNode start(String node, String... arguments) {
        return startWithin(List.of(), node, arguments);
    }

    /** As {@link #start}, by a program that runs the rest of its command line somewhere else. */
    SampleNode startWithin(List<String> place, String node, String... arguments) {
        List<String> settings = List.of(
                "-Dserver.port=0",
                "-Dswarm.port=0",
                "-Dswarm.cluster=" + name,
                "-Dswarm.discovery.gossip.port=" + beaconPort);
        List<String> all = new ArrayList<>(List.of("--swarm.node.name=" + node));
        all.addAll(List.of(arguments));
        Path log = SampleJar.log(test, node + "-" + started.size());
        List<String> command = new ArrayList<>(place);
        command.addAll(SampleJar.command(settings, all));
        SampleNode sample = new SampleNode(node, RunningProgram.start(command, SampleJar.ROOT, Map.of(), log));
        started.add(sample::close);
        return sample;
    }

    /** Starts nodes of these names in parallel, and waits until all of them have. */
    List<SampleNode> startAll(String... names) {
        List<SampleNode> nodes = new ArrayList<>();
        for (String each : names) {
            nodes.add(start(each));
        }
        nodes.forEach(SampleNode::awaitStarted);
        return nodes;
    }

    /** Adds something that is to end with the cluster. */
    SerfAgent add(SerfAgent other) {
        started.add(other::close);
        return other;
    }

    /** Waits until each observer has exactly these members, each once, all healthy. */
    static void awaitHealthy(Collection<SampleNode> observers, Duration patience, String... members) {
        awaitThat(patience, () -> {
            for (SampleNode observer : observers) {
                assertThat(observer.members())
                        .as("members as %s sees them", observer.name())
                        .extracting(row -> row.name() + " " + row.status())
                        .containsExactly(List.of(members).stream()
                                .sorted()
                                .map(member -> member + " healthy")
                                .toArray(String[]::new));
            }
        });
    }

    /** Waits until each observer has the member in that status. */
    static void awaitStatus(Collection<SampleNode> observers, Duration patience, String member, String status) {
        awaitThat(patience, () -> {
            for (SampleNode observer : observers) {
                assertThat(observer.status(member))
                        .as("%s as %s sees it", member, observer.name())
                        .isEqualTo(status);
            }
        });
    }

    /** Waits until nothing is wrong any more. */
    static void awaitThat(Duration patience, ThrowingRunnable assertion) {
        await().atMost(patience).pollDelay(Duration.ZERO).pollInterval(POLL).untilAsserted(assertion);
    }

    @Override
    public void close() {
        for (Runnable each : started) {
            each.run();
        }
    }
}
