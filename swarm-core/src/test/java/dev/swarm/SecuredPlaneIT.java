package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.engine.wire.frame.Frames;
import dev.swarm.engine.wire.frame.Hello;
import dev.swarm.runtime.tls.NodeCertificate;
import dev.swarm.runtime.tls.Strangers;
import dev.swarm.runtime.tls.TestAuthority;
import dev.swarm.runtime.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole nodes on the loopback address: who gets a connection of the data plane, and who does not. */
class SecuredPlaneIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String cluster = "tls-" + ThreadLocalRandom.current().nextLong();
    private final List<Swarm> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(Swarm::close);
    }

    @Test
    void nodesWithASecretAreAllConnectedAndRefuseNobody() {
        Swarm a = started(node("a").secret("one").hosts());
        Swarm b = started(seeded("b", a).secret("one"));
        Swarm c = started(seeded("c", a).secret("one"));

        awaitConnected(a, b, c);
        assertThat(List.of(a, b, c))
                .allSatisfy(node -> assertThat(refusals(node)).isZero());
    }

    @Test
    void nodesWithoutASecretAreConnectedInClearText() {
        Swarm a = started(node("a").hosts());
        Swarm b = started(seeded("b", a));

        awaitConnected(a, b);
    }

    @Test
    void aNodeThatStartsAgainHasAnotherCertificateAndIsConnectedAgain() {
        Swarm a = started(node("a").secret("one").hosts());
        Swarm b = started(seeded("b", a).secret("one"));
        awaitConnected(a, b);
        long before = a.statistics().count(TrafficCounter.PLANE_BYTES_IN);

        b.stop();
        b.start();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(a.statistics().count(TrafficCounter.PLANE_BYTES_IN))
                        .isGreaterThan(before));
        awaitConnected(a, b);
    }

    @Test
    void aStrangerWithACertificateOfItsOwnIsRefusedAndDisturbsNobody() throws IOException {
        Swarm a = started(node("a").secret("one").hosts());
        Swarm b = started(seeded("b", a).secret("one"));
        awaitConnected(a, b);
        long spoken = b.statistics().count(TrafficCounter.PLANE_BYTES_OUT);
        int hello;

        try (Socket stranger = Strangers.dial(port(a), NodeCertificate.create("b", Instant.now()), Tls.VERSION)) {
            hello = sayHello(stranger, b, a);
            assertThat(stranger.getInputStream().readAllBytes()).hasSizeLessThan(64);
        }

        await().untilAsserted(() ->
                assertThat(a.statistics().rejected(Rejection.UNTRUSTED)).isOne());
        assertThat(b.statistics().count(TrafficCounter.PLANE_BYTES_OUT))
                .as("it answers who renews the command, but has no need to say hello again")
                .isLessThan(spoken + hello);
        awaitConnected(a, b);
    }

    @Test
    void clearTextIsRefusedWhereThereIsASecret() throws IOException {
        Swarm a = started(node("a").secret("one").hosts());
        Swarm b = started(seeded("b", a).secret("one"));
        awaitConnected(a, b);

        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port(a))) {
            stranger.setSoTimeout(20_000);
            int unused = sayHello(stranger, b, a);
            assertThat(stranger.getInputStream().readAllBytes()).hasSizeLessThan(64);
        }

        await().untilAsserted(() ->
                assertThat(a.statistics().rejected(Rejection.UNTRUSTED)).isOne());
    }

    @Test
    void nodesOfOneAuthorityAreConnectedAndThoseOfAnotherAreNot() {
        TestAuthority ours = new TestAuthority("ours");
        TestAuthority theirs = new TestAuthority("theirs");
        Swarm a = started(
                node("a").tls(TlsIdentity.of(ours.node("a"), ours.trusted())).hosts());
        Swarm b = started(seeded("b", a).tls(TlsIdentity.of(ours.node("b"), ours.trusted())));
        awaitConnected(a, b);

        Swarm c = started(seeded("c", a).tls(TlsIdentity.of(theirs.node("c"), theirs.trusted())));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(handshakesFailed(a) + handshakesFailed(b)).isPositive());
        assertThat(c.statistics().count(TrafficCounter.PLANE_BYTES_IN)).isZero();
        assertThat(c.statistics().count(TrafficCounter.PLANE_BYTES_OUT)).isZero();
        awaitConnected(a, b);
    }

    @Test
    void changedCertificatesHoldForTheNextConnection() {
        TestAuthority first = new TestAuthority("first");
        TestAuthority second = new TestAuthority("second");
        AtomicReference<TlsIdentity> ofA = new AtomicReference<>(TlsIdentity.of(first.node("a"), first.trusted()));
        Swarm a = started(node("a").tls(ofA::get).hosts());
        Swarm b = started(seeded("b", a).tls(TlsIdentity.of(second.node("b"), second.trusted())));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(handshakesFailed(a) + handshakesFailed(b)).isPositive());

        ofA.set(TlsIdentity.of(second.node("a"), second.trusted()));

        awaitConnected(a, b);
    }

    private static void awaitConnected(Swarm... members) {
        await().atMost(SOON).untilAsserted(() -> {
            for (Swarm member : members) {
                List<NodeId> others = new ArrayList<>();
                for (Swarm other : members) {
                    others.add(other.self().id());
                }
                others.remove(member.self().id());
                Collections.sort(others);
                assertThat(member.connected()).isEqualTo(others);
            }
        });
    }

    /** Says to be one member to another one, as that member itself would; returns how many bytes that takes. */
    private int sayHello(Socket socket, Swarm as, Swarm to) throws IOException {
        Hello hello = new Hello(
                new VersionRange(1, 1),
                startOf(as),
                cluster,
                as.self().id(),
                to.self().id(),
                startOf(to),
                Collections.nCopies(Hello.LANES, 65_536));
        socket.getOutputStream().write(Frames.FIRST);
        byte[] frame = hello.toFrame();
        socket.getOutputStream().write(frame);
        socket.getOutputStream().flush();
        return frame.length;
    }

    private static long startOf(Swarm node) {
        return Objects.requireNonNull(node.self().profile()).startedAt().toEpochMilli();
    }

    private static long refusals(Swarm node) {
        return handshakesFailed(node) + node.statistics().rejected(Rejection.UNTRUSTED);
    }

    private static long handshakesFailed(Swarm node) {
        return node.statistics().rejected(Rejection.HANDSHAKE_FAILED);
    }

    private static int port(Swarm node) {
        return node.self().address().port();
    }

    private Swarm started(SwarmBuilder builder) {
        Swarm node = builder.build();
        nodes.add(node);
        node.start();
        return node;
    }

    private SwarmBuilder seeded(String name, Swarm seed) {
        return node(name).hosts(seed.self().address().toString());
    }

    private SwarmBuilder node(String name) {
        return Swarm.builder()
                .cluster(cluster)
                .name(name)
                .bindAddress("127.0.0.1")
                .port(0);
    }
}
