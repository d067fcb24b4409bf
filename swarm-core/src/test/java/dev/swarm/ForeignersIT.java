package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Rejection;
import dev.swarm.api.failure.JoinFailedException;
import dev.swarm.engine.wire.CompoundBuilder;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.MessageEncoder;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.WireSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has another key or another cluster name joins nothing, by stream or by datagram, and is counted. */
class ForeignersIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SILENCE_MILLIS = 500;

    private final List<Swarm> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(Swarm::close);
    }

    @ParameterizedTest(name = "\"{0}\" in \"{1}\" and \"{2}\" in \"{3}\"")
    @CsvSource(delimiter = '|', textBlock = """
            one | home | two | home | WRONG_KEY
            one | home | ''  | home | WRONG_KEY
            one | home | one | away | FOREIGN_CLUSTER
            ''  | home | ''  | away | FOREIGN_CLUSTER
            ''  | home | ''  | ''   | FOREIGN_CLUSTER
            """)
    void neitherJoinsTheOtherByStream(String key, String name, String otherKey, String otherName, Rejection why) {
        Swarm a = started("a", key, name);
        Swarm b = started("b", otherKey, otherName);

        assertRefusedAndCounted(a, b, why);
        assertRefusedAndCounted(b, a, why);

        assertThat(names(a)).containsExactly("a");
        assertThat(names(b)).containsExactly("b");
    }

    @Test
    void aDatagramUnderAnotherKeyIsCountedAndNotAnswered() throws IOException {
        Swarm a = started("a", "one", "home");
        assertThat(answers(a, "one", "home")).as("one of its own is answered").isTrue();

        assertThat(answers(a, "two", "home")).isFalse();
        assertThat(answers(a, "", "home")).isFalse();
        awaitCount(a, Rejection.WRONG_KEY, 2);
    }

    @Test
    void anEncryptedDatagramIsCountedAndNotAnsweredByWhoHasNoKey() throws IOException {
        Swarm a = started("a", "", "home");
        assertThat(answers(a, "one", "home")).isFalse();
        awaitCount(a, Rejection.WRONG_KEY, 1);
    }

    @ParameterizedTest(name = "key \"{0}\"")
    @ValueSource(strings = {"", "one"})
    void aDatagramOfAnotherClusterIsCountedAndNotAnswered(String key) throws IOException {
        Swarm a = started("a", key, "home");
        assertThat(answers(a, key, "home")).as("one of its own is answered").isTrue();

        assertThat(answers(a, key, "away")).isFalse();
        assertThat(answers(a, key, "")).isFalse();
        awaitCount(a, Rejection.FOREIGN_CLUSTER, 2);
    }

    private static void assertRefusedAndCounted(Swarm joining, Swarm asked, Rejection why) {
        long before = asked.statistics().rejected(why);
        assertThatThrownBy(
                        () -> joining.discovery().join(asked.self().address()).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JoinFailedException.class);
        assertThat(asked.statistics().rejected(why)).isGreaterThan(before);
    }

    private static void awaitCount(Swarm node, Rejection why, int count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(node.statistics().rejected(why)).isEqualTo(count));
    }

    /**
     * Pings a node as a member with that key and cluster name would, and tells whether it says anything at all. The
     * same nonce each time: some few make a packet look like a broken plain one, which is counted as that.
     */
    private static boolean answers(Swarm node, String key, String name) throws IOException {
        Keyring keyring = key.isEmpty() ? Keyring.none() : Keyring.fromSecret(key);
        PacketCodec codec = new PacketCodec(new WireSettings(name, keyring, false, new SplittableRandom(1)::nextBytes));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            CompoundBuilder text = new CompoundBuilder(1_000);
            assertThat(text.add(MessageEncoder.encode(new Ping(7, node.self().id(), null, null))))
                    .isTrue();
            byte[] packet = codec.seal(text.build(), false);
            int port = node.self().address().port();
            socket.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(loopback, port)));
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.receive(new DatagramPacket(new byte[1_000], 1_000));
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    private Swarm started(String name, String key, String cluster) {
        SwarmBuilder builder = Swarm.builder()
                .cluster(cluster)
                .name(name)
                .bindAddress("127.0.0.1")
                .port(0)
                .hosts();
        Swarm node = (key.isEmpty() ? builder : builder.secret(key)).build();
        nodes.add(node);
        node.start();
        return node;
    }

    private static List<String> names(Swarm node) {
        return node.topology().nodes().stream()
                .map(member -> member.id().name())
                .toList();
    }
}
