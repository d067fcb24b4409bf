package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmState;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.api.failure.NodeNameTakenException;
import dev.swarm.api.failure.PortTakenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real nodes on the loopback address. */
class SwarmIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final String cluster = "it-" + ThreadLocalRandom.current().nextLong();
    private final int groupPort = ThreadLocalRandom.current().nextInt(20_000, 32_000);
    private final List<Swarm> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(Swarm::close);
    }

    @Test
    void threeNodesMeetByBeacons() {
        Swarm a = started(byBeacons("a"));
        Swarm b = started(byBeacons("b"));
        Swarm c = started(byBeacons("c"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.of(a, b, c))
                        .allSatisfy(node -> assertThat(names(node)).containsExactly("a", "b", "c")));
        assertThat(a.state()).isEqualTo(SwarmState.RUNNING);
        assertThat(a.discovery().available()).isTrue();
        assertThat(a.statistics().count(TrafficCounter.PACKETS_IN)).isPositive();
    }

    @Test
    void threeNodesMeetByAList() {
        Swarm a = started(node("a").hosts());
        String seed = a.self().address().toString();
        Swarm b = started(node("b").hosts(seed, "nobody.invalid"));
        Swarm c = started(node("c").hosts(seed));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.of(a, b, c))
                        .allSatisfy(node -> assertThat(names(node)).containsExactly("a", "b", "c")));
    }

    @Test
    void nodesWithASecretMeetAndKeepOutThoseWithAnother() {
        Swarm a = started(byBeacons("a").secret("one"));
        Swarm b = started(byBeacons("b").secret("one"));
        Swarm stranger = started(byBeacons("c").secret("two"));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(names(a)).containsExactly("a", "b");
            assertThat(names(b)).containsExactly("a", "b");
            assertThat(a.discovery().status().get(0).rejected()).isPositive();
        });
        assertThat(names(stranger)).containsExactly("c");
    }

    @Test
    void aNodeThatStopsHasLeft() {
        Swarm a = started(node("a").hosts());
        List<SwarmEvent> events = new CopyOnWriteArrayList<>();
        List<SwarmEvent> ahead = new CopyOnWriteArrayList<>();
        a.subscribe(events::add);
        a.subscribe(event -> {
            if (a.view().member(event.node()).isEmpty()) {
                ahead.add(event);
            }
        });
        Swarm b = started(node("b").hosts(a.self().address().toString()));
        await().atMost(SOON).until(() -> names(a).size() == 2);

        b.stop();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(a.view().member(NodeId.of("b")).map(Member::status)).contains(MemberStatus.LEFT);
            assertThat(events).filteredOn(NodeUp.class::isInstance).hasSize(1);
            assertThat(events).filteredOn(NodeLeft.class::isInstance).hasSize(1);
        });
        assertThat(ahead).as("events that listeners got before the view").isEmpty();
        assertThat(b.state()).isEqualTo(SwarmState.STOPPED);
    }

    @Test
    void aStoppedNodeCanStartAgain() {
        Swarm a = started(node("a").hosts());
        Swarm b = started(node("b").hosts(a.self().address().toString()));
        await().atMost(SOON).until(() -> names(a).size() == 2);

        b.stop();
        await().atMost(SOON).until(() -> names(a).size() == 1);
        b.start();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(names(a)).containsExactly("a", "b");
            assertThat(names(b)).containsExactly("a", "b");
        });
    }

    @Test
    void aTakenPortIsRefusedWithASentence() {
        Swarm a = started(node("a"));
        Swarm b = node("b").port(a.self().address().port()).build();

        assertThatThrownBy(b::start)
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("swarm.port")
                .hasMessageContaining(Integer.toString(a.self().address().port()));
        assertThat(b.state()).isEqualTo(SwarmState.FAILED);
    }

    @Test
    void aTakenNameIsRefused() {
        Swarm a = started(node("a").hosts());
        Swarm second = node("a").hosts(a.self().address().toString()).build();
        nodes.add(second);

        assertThatThrownBy(second::start)
                .isInstanceOf(NodeNameTakenException.class)
                .hasMessageContaining("swarm.node.name");
        assertThat(second.state()).isEqualTo(SwarmState.FAILED);
        assertThat(names(a)).containsExactly("a");
    }

    private Swarm started(SwarmBuilder builder) {
        Swarm node = builder.build();
        nodes.add(node);
        node.start();
        return node;
    }

    private SwarmBuilder byBeacons(String name) {
        return node(name).gossip(new GossipConfig(null, groupPort, null, 1, Duration.ofSeconds(2), false));
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
}
