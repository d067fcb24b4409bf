package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import dev.swarm.api.failure.JoinFailedException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of the features about discovery that need whole nodes, each by its name; docs/discovery.md lists the others. */
class DiscoveryRowsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final String cluster = "rows-" + ThreadLocalRandom.current().nextLong();
    private final List<Swarm> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(Swarm::close);
    }

    @Test
    void r9WhetherItLooksCanBeAsked() {
        Swarm a = node("a").hosts("127.0.0.1:1").build();
        nodes.add(a);
        assertThat(a.discovery().available()).isFalse();
        a.start();
        assertThat(a.discovery().available()).isTrue();
        assertThat(a.discovery().status())
                .singleElement()
                .extracting(DiscoveryStatus::strategy)
                .isEqualTo("static");
        a.stop();
        assertThat(a.discovery().available()).isFalse();
    }

    @Test
    void r11AndR12OwnStrategiesBesideEachOtherAndOneThatFailsLosesNobody() {
        Swarm a = started(node("a").hosts());
        Swarm b = started(node("b").hosts());
        Given one = new Given(a.self().address());
        Given two = new Given(b.self().address());
        Swarm c = started(node("c").topology("one", () -> one).topology("two", () -> two));
        awaitNames(List.of(a, b, c), "a", "b", "c");

        one.sink().failed("on purpose");
        two.sink().candidates(List.of());
        assertThat(c.discovery().status())
                .extracting(DiscoveryStatus::topology, DiscoveryStatus::state)
                .containsExactly(tuple("one", State.FAILING), tuple("two", State.OK));
        await().during(Duration.ofMillis(300)).until(() -> names(c).size() == 3);
    }

    @Test
    void r69DiscoveryMayBeOffAndSoMayAllSockets() throws IOException {
        Swarm silent = started(node("a").discovery(false));
        assertThat(silent.discovery().available()).isFalse();
        assertThat(silent.discovery().status()).isEmpty();

        int port = freePort();
        Swarm off = started(node("b").port(port).enabled(false));
        assertThat(off.discovery().available()).isFalse();
        try (DatagramSocket same = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            assertThat(same.isBound()).isTrue();
        }
    }

    @Test
    void r70ANodeAloneCommandsAndKeepsState() {
        Swarm alone = started(node("a").discovery(false));
        await().atMost(SOON).until(() -> alone.topology().isCommander());
        alone.overlay().updateEntity("drone", Map.of("x", 1)).join();
        assertThat(alone.overlay().entities()).hasSize(1);
        alone.overlay().removeEntity("drone").join();
        assertThat(alone.overlay().entities()).isEmpty();
    }

    @Test
    void r71NodesJoinByHand() {
        Swarm a = started(node("a").discovery(false));
        Swarm b = started(node("b").discovery(false));
        b.discovery().join(a.self().address()).join();
        awaitNames(List.of(a, b), "a", "b");

        assertThatThrownBy(() -> b.discovery().join(NodeAddress.loopback(1)).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JoinFailedException.class);
    }

    @Test
    void s1ANodeBindsThePortItIsGiven() throws IOException {
        int port = freePort();
        Swarm a = started(node("a").port(port).discovery(false));
        assertThat(a.self().address()).isEqualTo(NodeAddress.loopback(port));
    }

    @Test
    void s2ASeedThatIsDownAtTheStartIsJoinedWhenItComes() throws IOException {
        int seed = freePort();
        Swarm b = started(node("b").startTimeout(Duration.ZERO).hosts("127.0.0.1:" + seed));
        assertThat(names(b)).containsExactly("b");

        Swarm a = started(node("a").port(seed).hosts());
        awaitNames(List.of(a, b), "a", "b");
    }

    private void awaitNames(List<Swarm> all, String... names) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(all)
                        .allSatisfy(node -> assertThat(names(node)).containsExactly(names)));
    }

    private Swarm started(SwarmBuilder builder) {
        Swarm node = builder.build();
        nodes.add(node);
        node.start();
        return node;
    }

    private SwarmBuilder node(String name) {
        return Swarm.builder()
                .cluster(cluster)
                .name(name)
                .bindAddress("127.0.0.1")
                .port(0);
    }

    private static List<String> names(Swarm node) {
        return node.topology().nodes().stream()
                .map(member -> member.id().name())
                .toList();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A user's own strategy, which knows one address. */
    private static final class Given implements DiscoveryStrategy {

        private final NodeAddress address;
        private @Nullable PeerSink sink;

        Given(NodeAddress address) {
            this.address = address;
        }

        PeerSink sink() {
            return Objects.requireNonNull(sink);
        }

        @Override
        public String name() {
            return "given";
        }

        @Override
        public void start(DiscoveryContext context, PeerSink given) {
            sink = given;
            given.candidates(List.of(address));
        }

        @Override
        public void close() {}
    }
}
