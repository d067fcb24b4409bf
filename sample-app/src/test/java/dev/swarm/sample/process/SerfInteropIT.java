package dev.swarm.sample.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes of ours and real Serf agents in one cluster: each side takes the other for a member like its own. */
class SerfInteropIT {

    private static final Duration JOIN = Duration.ofSeconds(10);
    /** A Serf agent probes with the numbers for a LAN and has longer doubts in a cluster this small. */
    private static final Duration DETECTION = Duration.ofSeconds(30);

    private static final Class<?> TEST = SerfInteropIT.class;

    @BeforeAll
    static void serfMustBeThereWhereItIsRequired() {
        SerfAgent.assumeInstalled();
    }

    @Test
    void bothSidesJoinEachOtherAndOthersJoinThroughBoth() throws Exception {
        try (TestCluster cluster = TestCluster.unnamed(TEST)) {
            List<SampleNode> nodes = new ArrayList<>(cluster.startAll("gotham", "metropolis"));
            SerfAgent joinsUs =
                    cluster.add(SerfAgent.start(TEST, 2, nodes.get(0).address()));
            SampleNode joinsAgent = cluster.start("capitol", "--swarm.discovery.static.hosts=" + joinsUs.address());
            joinsAgent.awaitStarted();
            nodes.add(joinsAgent);
            assertOneCluster(nodes, List.of(joinsUs));

            // an agent that had been given versions it cannot live with could not join any more
            SerfAgent throughAgent = cluster.add(SerfAgent.start(TEST, 3, joinsUs.address()));
            SerfAgent throughUs =
                    cluster.add(SerfAgent.start(TEST, 4, nodes.get(1).address()));
            assertOneCluster(nodes, List.of(joinsUs, throughAgent, throughUs));

            throughAgent.leave();
            TestCluster.awaitStatus(nodes, JOIN, throughAgent.name(), "left");
            joinsAgent.program().terminate();
            for (SerfAgent agent : List.of(joinsUs, throughUs)) {
                TestCluster.awaitThat(JOIN, () -> assertThat(agent.members()).containsEntry("capitol", "left"));
                assertThat(agent.logged("EventMemberFailed: capitol")).isZero();
            }
            assertThat(joinsUs.complaints()).isEmpty();
            assertThat(throughUs.complaints()).isEmpty();
        }
    }

    @Test
    void eachSideFindsOutThatOneOfTheOtherWasKilled() throws Exception {
        try (TestCluster cluster = TestCluster.unnamed(TEST)) {
            List<SampleNode> nodes = cluster.startAll("gotham", "metropolis", "capitol");
            SerfAgent agent = cluster.add(SerfAgent.start(TEST, 5, nodes.get(0).address()));
            SerfAgent witness =
                    cluster.add(SerfAgent.start(TEST, 6, nodes.get(1).address()));
            assertOneCluster(nodes, List.of(agent, witness));

            agent.kill();
            TestCluster.awaitStatus(nodes, DETECTION, agent.name(), "down");
            agent.restart(nodes.get(0).address());
            TestCluster.awaitStatus(nodes, JOIN, agent.name(), "healthy");
            assertOneCluster(nodes, List.of(agent, witness));

            SampleNode capitol = nodes.get(2);
            List<SampleNode> left = nodes.subList(0, 2);
            capitol.program().kill();
            TestCluster.awaitStatus(left, DETECTION, capitol.name(), "down");
            for (SerfAgent each : List.of(agent, witness)) {
                TestCluster.awaitThat(
                        DETECTION, () -> assertThat(each.members()).containsEntry(capitol.name(), "failed"));
            }
        }
    }

    @Test
    void bothSidesEncryptUnderTheSameKey() throws Exception {
        try (TestCluster cluster = TestCluster.unnamed(TEST)) {
            String key = Base64.getEncoder().encodeToString("thirty-two bytes make an AES key".getBytes(UTF_8));
            SampleNode gotham = cluster.start("gotham", "--swarm.keyring=" + key, "--swarm.bind-address=127.0.0.1");
            gotham.awaitStarted();

            SerfAgent agent = cluster.add(SerfAgent.startEncrypted(TEST, 7, key, gotham.address()));

            assertOneCluster(List.of(gotham), List.of(agent));
            // nodes of ours tell their coordinates as agents do
            TestCluster.awaitThat(
                    JOIN, () -> assertThat(agent.roundTripTo("gotham")).contains("Estimated gotham"));
            assertThat(agent.complaints()).isEmpty();
        }
    }

    @Test
    void agentWithoutTheKeyJoinsNothingAndIsCounted() throws Exception {
        try (TestCluster cluster = TestCluster.unnamed(TEST)) {
            SerfAgent stranger = cluster.add(SerfAgent.start(TEST, 10));
            String key = Base64.getEncoder().encodeToString("thirty-two bytes make an AES key".getBytes(UTF_8));
            SampleNode gotham = cluster.start(
                    "gotham",
                    "--swarm.keyring=" + key,
                    "--swarm.bind-address=127.0.0.1",
                    "--swarm.discovery.static.hosts=" + stranger.address());
            gotham.awaitStarted();

            long before = gotham.rejected("wrong-key");
            assertThat(stranger.join(gotham.address())).contains("Error joining");
            assertThat(gotham.rejected("wrong-key")).isGreaterThan(before);

            // the other way round, the agent finds fault with what the node says
            TestCluster.awaitThat(JOIN, () -> assertThat(stranger.complaints()).isNotEmpty());
            assertThat(stranger.members()).containsOnlyKeys(stranger.name());
            assertThat(gotham.members()).extracting(SampleNode.Row::name).containsExactly("gotham");
        }
    }

    private static void assertOneCluster(List<SampleNode> nodes, List<SerfAgent> agents) {
        SortedMap<String, Boolean> guests = new TreeMap<>();
        nodes.forEach(node -> guests.put(node.name(), false));
        agents.forEach(agent -> guests.put(agent.name(), true));
        SortedMap<String, String> alive = new TreeMap<>();
        guests.keySet().forEach(name -> alive.put(name, "alive"));
        List<String> expected = guests.entrySet().stream()
                .map(each -> each.getKey() + " healthy" + (each.getValue() ? " guest" : ""))
                .toList();
        for (SampleNode node : nodes) {
            TestCluster.awaitThat(
                    JOIN,
                    () -> assertThat(node.members())
                            .as("members as %s sees them", node.name())
                            .extracting(row -> row.name() + " " + row.status() + (row.guest() ? " guest" : ""))
                            .containsExactlyElementsOf(expected));
        }
        for (SerfAgent agent : agents) {
            TestCluster.awaitThat(
                    JOIN,
                    () -> assertThat(agent.members())
                            .as("members as %s sees them", agent.name())
                            .isEqualTo(alive));
        }
    }
}
