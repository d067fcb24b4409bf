package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmState;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.failure.InvalidAddressException;
import dev.swarm.api.failure.JoinFailedException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.SwarmStartException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node by itself. */
class SwarmLifecycleIT {

    private Swarm swarm = quiet().build();

    @AfterEach
    void close() {
        swarm.close();
    }

    @Test
    void beforeTheStartANodeKnowsItself() {
        assertThat(swarm.state()).isEqualTo(SwarmState.NEW);
        assertThat(swarm.self().id().name()).isEqualTo("alone");
        assertThat(swarm.self().role()).isEqualTo(Role.OBSERVER);
        assertThat(swarm.topology().nodeCount()).isEqualTo(1);
        assertThat(swarm.discovery().available()).isFalse();
        assertThat(swarm.leave()).isCompleted();
        assertThatCode(swarm::stop).doesNotThrowAnyException();
        assertThat(swarm.state()).isEqualTo(SwarmState.NEW);
    }

    @Test
    void aLifeGoesFromStartToStopAndAgain() throws Exception {
        swarm.start();
        assertThat(swarm.state()).isEqualTo(SwarmState.RUNNING);
        int port = swarm.self().address().port();
        swarm.start();
        assertThat(swarm.self().address().port()).isEqualTo(port);

        CompletableFuture<Void> goodbye = swarm.leave();
        assertThat(swarm.state()).isEqualTo(SwarmState.LEAVING);
        goodbye.get(10, TimeUnit.SECONDS);
        swarm.close();
        swarm.close();
        assertThat(swarm.state()).isEqualTo(SwarmState.STOPPED);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }

        swarm.start();
        assertThat(swarm.state()).isEqualTo(SwarmState.RUNNING);
    }

    @Test
    void aStoppedNodeLeavesNoThread() {
        swarm.start();
        assertThat(threads())
                .isNotEmpty()
                .allSatisfy(thread -> assertThat(thread.isDaemon()).isTrue());

        swarm.stop();

        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void countsGoOnOverARestart() {
        swarm.start();
        swarm.stop();
        long before = swarm.statistics().count(TrafficCounter.PACKETS_OUT);

        swarm.start();

        assertThat(swarm.statistics().count(TrafficCounter.PACKETS_OUT)).isGreaterThanOrEqualTo(before);
        assertThat(swarm.statistics().commandsRejected()).isZero();
    }

    @Test
    void aNodeThatIsNotEnabledIsAloneAndOpensNoSocket() {
        swarm = quiet().enabled(false).build();
        swarm.start();

        await().until(() -> swarm.state() == SwarmState.RUNNING);
        assertThat(swarm.topology().nodes())
                .extracting(member -> member.id().name())
                .containsExactly("alone");
        assertThat(swarm.self().address()).isEqualTo(NodeAddress.loopback(0));
        assertThat(swarm.discovery().available()).isFalse();
        assertThat(swarm.discovery().status()).isEmpty();
        swarm.updateWebAddress("http://x:1");
        await().until(() -> "http://x:1".equals(webAddress()));
        assertThatThrownBy(() -> swarm.discovery().join(NodeAddress.loopback(1)).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JoinFailedException.class);
        swarm.stop();
        assertThat(swarm.state()).isEqualTo(SwarmState.STOPPED);
    }

    @Test
    void joiningByHandTellsHowItEnded() {
        assertThatThrownBy(() -> swarm.discovery().join(NodeAddress.loopback(1)).join())
                .hasCauseInstanceOf(SwarmRejectedException.class);
        swarm.start();
        assertThatThrownBy(() -> swarm.discovery().join(NodeAddress.loopback(1)).join())
                .hasCauseInstanceOf(JoinFailedException.class);
        try (Swarm other = quiet().name("other").build()) {
            other.start();

            swarm.discovery()
                    .join(other.self().address())
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();

            assertThat(swarm.topology().nodeCount()).isEqualTo(2);
        }
    }

    @Test
    void theWebAddressIsToldAndOneThatIsTooLongIsRefused() {
        swarm.updateWebAddress("http://early:1");
        swarm.start();
        assertThat(webAddress()).isEqualTo("http://early:1");

        swarm.updateWebAddress("http://late:2");
        await().untilAsserted(() -> assertThat(webAddress()).isEqualTo("http://late:2"));

        assertThatThrownBy(() -> swarm.updateWebAddress("http://" + "x".repeat(600)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(swarm.state()).isEqualTo(SwarmState.RUNNING);
    }

    @Test
    void aBadAddressIsRefusedWithItsProperty() {
        Swarm bound = quiet().bindAddress("203.0.113.9").build();
        Swarm advertised = quiet().advertiseAddress("0.0.0.0").build();

        assertThatThrownBy(bound::start)
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining("swarm.bind-address");
        assertThatThrownBy(advertised::start)
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining("swarm.advertise-address");
        assertThat(bound.state()).isEqualTo(SwarmState.FAILED);
        assertThat(bound.failure()).isInstanceOf(InvalidAddressException.class);
        bound.stop();
        assertThat(bound.state()).isEqualTo(SwarmState.STOPPED);
    }

    @Test
    void tagsThatDoNotFitTheMetadataAreRefused() {
        swarm = quiet().tag("note", "x".repeat(600)).build();

        assertThatThrownBy(swarm::start).isInstanceOf(SwarmStartException.class).hasMessageContaining("note");
    }

    @Test
    void theAdvertisedAddressIsTheOneConfigured() {
        swarm = quiet().advertiseAddress("10.1.2.3").advertisePort(99).build();
        swarm.start();

        assertThat(swarm.self().address()).hasToString("10.1.2.3:99");
    }

    @Test
    void withoutANameANodeIsNamedAfterServiceAndAddress() {
        swarm = Swarm.builder()
                .service("heroes")
                .port(0)
                .discovery(false)
                .startTimeout(Duration.ofSeconds(5))
                .build();
        swarm.start();

        Member self = swarm.self();
        assertThat(self.id().name()).isEqualTo("heroes@" + self.address());
        assertThat(self.address().ip())
                .isEqualTo(InetAddress.getLoopbackAddress().getAddress());
    }

    @Test
    void startIsNotHeldUpLongerThanConfigured() {
        swarm = quiet().startTimeout(Duration.ZERO).build();

        swarm.start();

        assertThat(swarm.state()).isIn(SwarmState.STARTING, SwarmState.RUNNING);
        await().until(() -> swarm.state() == SwarmState.RUNNING);
    }

    @Test
    void aStopDuringTheStartReleasesEverything() {
        CompletableFuture<Void> start = CompletableFuture.runAsync(swarm::start);
        await().until(() -> swarm.state() != SwarmState.NEW);

        swarm.stop();

        await().until(start::isDone);
        assertThat(swarm.state()).isEqualTo(SwarmState.STOPPED);
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private String webAddress() {
        Member.Profile profile = swarm.self().profile();
        return profile == null ? "" : String.valueOf(profile.webAddress());
    }

    private static SwarmBuilder quiet() {
        return Swarm.builder()
                .cluster("swarm-test")
                .name("alone")
                .role(Role.OBSERVER)
                .bindAddress("127.0.0.1")
                .port(0)
                .discovery(false);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().endsWith("-alone") || thread.getName().equals("swarm-alone"))
                .toList();
    }
}
