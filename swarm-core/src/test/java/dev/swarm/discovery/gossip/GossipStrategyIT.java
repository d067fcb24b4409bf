package dev.swarm.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import dev.swarm.discovery.NodeIdentity;
import dev.swarm.discovery.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beacons of nodes on one machine. */
class GossipStrategyIT {

    private static final byte[] KEY = {1, 2, 3};

    private final int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
    private final List<TestContext> started = new ArrayList<>();

    @AfterEach
    void closeAll() {
        started.forEach(TestContext::close);
    }

    @Test
    void twoFindEachOtherLongBeforeTheNextCallIsDue() {
        TestContext a = start("c", "a", 1, List.of());
        await().until(() -> a.status().state() == State.OK);
        TestContext b = start("c", "b", 2, List.of());

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(a.found).containsExactly(NodeAddress.loopback(2));
            assertThat(b.found).containsExactly(NodeAddress.loopback(1));
            assertThat(b.status().peers()).containsExactly(NodeAddress.loopback(1));
        });
        assertThat(a.status().rejected()).isZero();
    }

    @Test
    void manyOfOneMachineFindEachOther() {
        for (int i = 1; i <= 8; i++) {
            GossipConfig config = new GossipConfig(null, port, null, 1, Duration.ofMillis(200), false);
            started.add(TestContext.start("c", "n" + i, i, new GossipStrategy(config, List::of)));
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(started)
                        .allSatisfy(each -> assertThat(each.found).hasSize(7)));
    }

    @Test
    void anotherClusterAndAnotherSecretAreNeitherSeenNorAnsweredButCounted() {
        // each says one thing at its start, so those who are to hear it must listen by then
        TestContext a = listening(start("c", "a", 1, List.of(KEY)));
        TestContext foreign = listening(start("other", "b", 2, List.of(KEY)));
        TestContext keyless = listening(start("c", "c", 3, List.of()));
        TestContext friend = start("c", "d", 4, List.of(KEY));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(a.found).containsExactly(NodeAddress.loopback(4));
            assertThat(friend.found).containsExactly(NodeAddress.loopback(1));
            assertThat(a.status().rejected()).isPositive();
            assertThat(foreign.status().rejected()).isPositive();
        });
        assertThat(foreign.found).isEmpty();
        assertThat(keyless.found).isEmpty();
    }

    @Test
    @Timeout(30)
    void aStrangerIsAnsweredOnceAndACopyOfItsBeaconIsNot() throws IOException {
        TestContext a = start("c", "a", 1, List.of());
        await().until(() -> a.status().state() == State.OK);

        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            say(channel, 9);
            assertThat(hear(channel).kind()).isEqualTo(Beacon.Kind.ANSWER);
            say(channel, 9);
            say(channel, 10);
            assertThat(hear(channel).address()).isEqualTo(NodeAddress.loopback(1));
            await().untilAsserted(
                            () -> assertThat(a.found).contains(NodeAddress.loopback(9), NodeAddress.loopback(10)));

            channel.configureBlocking(false);
            assertThat(channel.receive(ByteBuffer.allocate(600))).isNull();
        }
    }

    @Test
    void aNodeThatBindsToAllAddressesIsFoundToo() {
        TestContext a = start("c", "a", 1, List.of());
        NodeAddress everywhere = NodeAddress.of(new byte[4], 2);
        NodeIdentity identity = new NodeIdentity("c", NodeId.of("b"), NodeAddress.loopback(2), everywhere);
        started.add(TestContext.start(identity, strategy(null, List.of())));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(a.found).containsExactly(NodeAddress.loopback(2)));
    }

    @Test
    void aNodeOnTheIpv6LoopbackAddressIsFoundToo() {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        NodeAddress address = NodeAddress.of(loopback, 2);
        TestContext a = start("c", "a", 1, List.of());
        started.add(
                TestContext.start(new NodeIdentity("c", NodeId.of("b"), address, address), strategy(null, List.of())));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(a.found).containsExactly(address));
    }

    @Test
    void whereMulticastOverLoopbackDoesNotWorkNodesFindEachOtherAllTheSame() {
        GossipConfig config = new GossipConfig("ff12::7", port, null, 1, Duration.ofMillis(200), false);
        TestContext a = TestContext.start("c", "a", 1, new GossipStrategy(config, List::of));
        TestContext b = TestContext.start("c", "b", 2, new GossipStrategy(config, List::of));
        started.addAll(List.of(a, b));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(a.found).containsExactly(NodeAddress.loopback(2));
            assertThat(b.found).containsExactly(NodeAddress.loopback(1));
            assertThat(b.status().state()).isEqualTo(State.OK);
        });
    }

    @Test
    void broadcastsReachOthersOfTheNetwork() throws IOException {
        List<String> broadcasting = interfacesThatBroadcast();
        assumeTrue(!broadcasting.isEmpty(), "needs a network interface with an IPv4 broadcast address");
        GossipConfig config = new GossipConfig(null, port, broadcasting.get(0), 1, Duration.ofMillis(200), true);
        NodeAddress everywhere = NodeAddress.of(new byte[4], 9);
        for (int i = 1; i <= 2; i++) {
            NodeIdentity identity = new NodeIdentity("c", NodeId.of("n" + i), NodeAddress.loopback(i), everywhere);
            started.add(TestContext.start(identity, new GossipStrategy(config, List::of)));
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(started)
                        .allSatisfy(each -> assertThat(each.found).hasSize(1)));
    }

    private static List<String> interfacesThatBroadcast() throws IOException {
        List<String> names = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp() && new BroadcastReach(1).fits(each)) {
                names.add(each.getName());
            }
        }
        return names;
    }

    @Test
    void whereThereIsNoBroadcastAddressNodesOfOneMachineFindEachOtherAllTheSame() {
        GossipConfig config = new GossipConfig(null, port, null, 1, Duration.ofMillis(200), true);
        TestContext a = TestContext.start("c", "a", 1, new GossipStrategy(config, List::of));
        TestContext b = TestContext.start("c", "b", 2, new GossipStrategy(config, List::of));
        started.addAll(List.of(a, b));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(a.found).containsExactly(NodeAddress.loopback(2));
            assertThat(b.found).containsExactly(NodeAddress.loopback(1));
        });
    }

    @Test
    void anInterfaceThatIsNotThereFailsAndTheStartDoesNot() {
        TestContext a = TestContext.start("c", "a", 1, strategy("nosuch0", List.of()));
        started.add(a);

        await().untilAsserted(() -> {
            assertThat(a.status().state()).isEqualTo(State.FAILING);
            assertThat(a.status().lastError()).contains("nosuch0");
        });
    }

    @Test
    void aStrategyCanBeStartedAgain() {
        GossipStrategy strategy = strategy(null, List.of());
        TestContext.start("c", "a", 1, strategy).close();
        TestContext again = TestContext.start("c", "a", 1, strategy);
        started.add(again);
        start("c", "b", 2, List.of());

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(again.found).containsExactly(NodeAddress.loopback(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "example.org", "ff02::zz", "300.1.1.1"})
    void aGroupMustBeAMulticastAddress(String group) {
        GossipConfig config = new GossipConfig(group, port, null, 1, Duration.ofSeconds(2), false);

        assertThatThrownBy(() -> new GossipStrategy(config, List::of))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("discovery.gossip.group")
                .hasMessageContaining(group);
    }

    private void say(DatagramChannel channel, int instance) throws IOException {
        Beacon beacon = new Beacon(Beacon.Kind.CALL, instance, 1, "c", "x", NodeAddress.loopback(instance));
        byte[] bytes = new BeaconCodec("c", List::of).encode(beacon);
        channel.send(ByteBuffer.wrap(bytes), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static Beacon hear(DatagramChannel channel) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(600);
        channel.receive(answer);
        byte[] bytes = Arrays.copyOf(answer.array(), answer.position());
        return ((BeaconCodec.Heard) new BeaconCodec("c", List::of).decode(bytes)).beacon();
    }

    private static TestContext listening(TestContext context) {
        await().until(() -> context.status().state() == State.OK);
        return context;
    }

    private TestContext start(String cluster, String node, int nodePort, List<byte[]> keys) {
        TestContext context = TestContext.start(cluster, node, nodePort, strategy(null, keys));
        started.add(context);
        return context;
    }

    private GossipStrategy strategy(@Nullable String networkInterface, List<byte[]> keys) {
        return new GossipStrategy(
                new GossipConfig(null, port, networkInterface, 1, Duration.ofMinutes(1), false), () -> keys);
    }
}
