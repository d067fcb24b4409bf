package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.NodeMonitor.Subscription;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real nodes on the loopback address: how they fare. */
class MonitorIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");

    private final String cluster = "it-" + ThreadLocalRandom.current().nextLong();
    private final List<Swarm> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(Swarm::close);
    }

    @Test
    void r25ListenersAreToldWhatIsKnownThenWhatChangesAndNothingAfterTheEnd() {
        Noting early = new Noting();
        Swarm a = node("a");
        Subscription first = a.monitor().subscribe(early);
        Subscription again = a.monitor().subscribe(early);
        assertThat(again).as("one seat for one listener").isSameAs(first);
        a.start();
        Swarm b = node("b");
        b.start();

        await().atMost(SOON).until(() -> a.monitor().healthy().contains(B));

        Noting late = new Noting();
        Subscription second = a.monitor().subscribe(late);
        b.stop();
        await().atMost(SOON).until(() -> late.events.stream().anyMatch(NodeLeft.class::isInstance));
        assertThat(late.snapshots).hasSize(1);
        assertThat(late.snapshots.get(0)).extracting(NodeHealth::node).containsExactly(B);
        assertThat(late.events).noneMatch(NodeUp.class::isInstance);
        assertThat(early.snapshots).containsExactly(List.of());
        assertThat(early.events.stream().filter(NodeUp.class::isInstance)).hasSize(1);
        assertThat(early.events.stream().filter(NodeLeft.class::isInstance)).hasSize(1);

        second.close();
        first.close();
        int told = early.events.size();
        node("c").start();
        await().atMost(SOON).until(() -> a.monitor().healthy().contains(NodeId.of("c")));
        assertThat(early.events).hasSize(told);
        assertThat(a.monitor().subscribe(early)).as("a fresh seat").isNotSameAs(first);
    }

    @Test
    void nodesMeasureEachOther() {
        Swarm a = node("a");
        a.start();
        node("b").start();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(health(a)).satisfies(health -> {
                    assertThat(health.status()).isEqualTo(MemberStatus.HEALTHY);
                    assertThat(health.history()).hasSizeGreaterThan(2);
                    assertThat(health.averageRtt()).isPositive().isLessThan(Duration.ofSeconds(1));
                    assertThat(health.quality()).isNotEqualTo(LinkQuality.DISCONNECTED);
                }));
        assertThat(a.monitor().healthy()).containsExactly(B);
        assertThat(a.monitor().suspect()).isEmpty();
        assertThat(a.monitor().all()).hasSize(1);
        assertThat(a.monitor().health(A)).isEmpty();
        assertThat(a.monitor().health(NodeId.of("nobody"))).isEmpty();
        assertThat(a.monitor().estimatedRtt(B))
                .get()
                .satisfies(rtt -> assertThat(rtt).isPositive());
        assertThat(a.monitor().estimatedRtt(A, B)).isPresent();
        assertThat(a.statistics().count(TrafficCounter.PINGS)).isPositive();
    }

    @Test
    void aNodeThatWasNotStartedKnowsNobody() {
        NodeMonitor monitor = node("a").monitor();
        assertThat(monitor.all()).isEmpty();
        assertThat(monitor.healthy()).isEmpty();
        assertThat(monitor.health(B)).isEmpty();
        assertThat(monitor.estimatedRtt(B)).isEmpty();
        Noting noting = new Noting();
        monitor.subscribe(noting).close();
        assertThat(noting.snapshots).containsExactly(List.of());
    }

    private static NodeHealth health(Swarm node) {
        return node.monitor().health(B).orElseThrow(() -> new AssertionError("not known yet"));
    }

    private Swarm node(String name) {
        List<String> known = nodes.stream()
                .limit(1)
                .map(first -> first.self().address().toString())
                .toList();
        Swarm node = Swarm.builder()
                .name(name)
                .bindAddress("127.0.0.1")
                .cluster(cluster)
                .port(0)
                .hosts(known.toArray(String[]::new))
                .build();
        nodes.add(node);
        return node;
    }

    private static final class Noting implements NodeMonitor.Listener {

        private final List<List<NodeHealth>> snapshots = new CopyOnWriteArrayList<>();
        private final List<SwarmEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void onSnapshot(List<NodeHealth> known) {
            snapshots.add(known);
        }

        @Override
        public void onEvent(SwarmEvent event) {
            events.add(event);
        }
    }
}
