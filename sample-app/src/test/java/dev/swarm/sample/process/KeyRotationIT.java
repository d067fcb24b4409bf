package dev.swarm.sample.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three nodes and two Serf agents change from one AES-256 key to another while they are in use, in the order that
 * the README gives: each step on both sides before the next one.
 */
class KeyRotationIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long TRAFFIC_MILLIS = 100;

    private static final Class<?> TEST = KeyRotationIT.class;
    private static final String OLD = key("the thirty-two bytes of old keys");
    private static final String NEW = key("thirty-two bytes for the new key");

    private final List<SampleNode> nodes = new ArrayList<>();
    private final List<SerfAgent> agents = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();

    @BeforeAll
    static void serfMustBeThereWhereItIsRequired() {
        SerfAgent.assumeInstalled();
    }

    @Test
    void keysRotateOnBothSidesWhileTrafficFlows() {
        try (TestCluster cluster = TestCluster.unnamed(TEST);
                Traffic traffic = begin(cluster)) {
            rotate("add", "-install");
            nodes.add(start(cluster, "dispatch", OLD, NEW));
            awaitOneCluster();

            rotate("use", "-use");
            nodes.add(start(cluster, "central", NEW, OLD));
            awaitOneCluster();

            rotate("remove", "-remove");
            nodes.add(start(cluster, "bludhaven", NEW));
            awaitOneCluster();

            traffic.end();
            assertNobodyWasDoubted();
            assertTrafficArrived();
            assertTheOldKeyIsRefusedAndCounted(cluster);
        }
    }

    private Traffic begin(TestCluster cluster) {
        for (String name : List.of("gotham", "metropolis", "capitol")) {
            nodes.add(start(cluster, name, OLD));
        }
        String seed = nodes.get(0).address();
        agents.add(cluster.add(SerfAgent.startEncrypted(TEST, 8, OLD, seed)));
        agents.add(cluster.add(SerfAgent.startEncrypted(TEST, 9, OLD, seed)));
        awaitOneCluster();
        return new Traffic(this::sendSome);
    }

    private void sendSome() {
        String number = Integer.toString(sent.incrementAndGet());
        agents.get(0).event("siren", number);
        agents.get(1).tag("alarm", number);
    }

    /**
     * Each agent is told: what one asks the others reaches those by chance, because nodes of ours do not pass it on. It
     * hears from agents only, so it reports all others as missing, and is right.
     */
    private void rotate(String ours, String serfs) {
        nodes.forEach(node -> node.changeKeys(ours, ours.equals("remove") ? OLD : NEW));
        for (SerfAgent agent : agents) {
            String said = agent.changeKeys(serfs, serfs.equals("-remove") ? OLD : NEW);
            assertThat(said).containsPattern("[12]/" + (nodes.size() + agents.size()) + " nodes reported success");
        }
    }

    private void awaitOneCluster() {
        String[] all = Stream.concat(
                        nodes.stream().map(SampleNode::name), agents.stream().map(SerfAgent::name))
                .toArray(String[]::new);
        TestCluster.awaitHealthy(nodes, SOON, all);
        for (SerfAgent agent : agents) {
            TestCluster.awaitThat(
                    SOON,
                    () -> assertThat(agent.members())
                            .as("members as %s sees them", agent.name())
                            .containsOnlyKeys(all)
                            .allSatisfy((name, status) -> assertThat(status).isEqualTo("alive")));
        }
    }

    private void assertNobodyWasDoubted() {
        for (SampleNode node : nodes) {
            assertThat(node.program().lines())
                    .as("what %s wrote", node.name())
                    .noneMatch(line -> line.endsWith(" is suspect") || line.endsWith(" is down"));
        }
        for (SerfAgent agent : agents) {
            assertThat(agent.logged("Suspect ")).as("doubts of " + agent.name()).isZero();
            assertThat(agent.logged("EventMemberFailed"))
                    .as("losses of " + agent.name())
                    .isZero();
        }
    }

    private void assertTrafficArrived() {
        assertThat(sent).hasValueGreaterThan(10);
        assertThat(agents.get(1).logged("EventMemberUpdate")).isGreaterThan(10);
    }

    private void assertTheOldKeyIsRefusedAndCounted(TestCluster cluster) {
        SampleNode gotham = nodes.get(0);
        long before = gotham.rejected("wrong-key");
        SampleNode late = start(cluster, "smallville", OLD);
        TestCluster.awaitThat(
                SOON, () -> assertThat(gotham.rejected("wrong-key")).isGreaterThan(before));
        assertThat(late.members()).extracting(SampleNode.Row::name).containsExactly("smallville");
        awaitOneCluster();
    }

    private SampleNode start(TestCluster cluster, String name, String... keys) {
        List<String> arguments = new ArrayList<>(List.of(
                "--swarm.keyring=" + String.join(",", keys),
                "--swarm.bind-address=127.0.0.1",
                "--management.endpoints.web.exposure.include=health,metrics,swarm,swarmkeys",
                "--management.endpoint.swarmkeys.access=unrestricted"));
        if (!nodes.isEmpty()) {
            arguments.add("--swarm.discovery.static.hosts=" + nodes.get(0).address());
        }
        SampleNode node = cluster.start(name, arguments.toArray(String[]::new));
        node.awaitStarted();
        return node;
    }

    private static String key(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes(UTF_8));
    }

    /** Sends again and again until it is ended. */
    private static final class Traffic implements AutoCloseable {

        private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();

        private Traffic(Runnable send) {
            Future<?> unused = sender.scheduleWithFixedDelay(send, 0, TRAFFIC_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void end() {
            sender.shutdown();
            TestCluster.awaitThat(SOON, () -> assertThat(sender.isTerminated()).isTrue());
        }

        @Override
        public void close() {
            sender.shutdownNow();
        }
    }
}
