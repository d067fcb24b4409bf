package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Commander;
import dev.swarm.api.CommanderLease;
import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNodeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real nodes on the loopback address: who commands them. */
class TopologyIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String cluster = "it-" + ThreadLocalRandom.current().nextLong();
    private final List<Swarm> nodes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        nodes.forEach(Swarm::close);
    }

    @Test
    void threeNodesAgreeAndCommandMovesByPromotionByLeavingAndByFailure() throws Exception {
        Swarm a = started("a", 2);
        Swarm b = started("b", 2);
        List<SwarmEvent> told = new CopyOnWriteArrayList<>();
        b.subscribe(told::add);
        Swarm c = started("c", 2);

        Commander first = awaitCommander("a", a, b, c);
        CommanderLease lease = a.topology().lease().orElseThrow();
        assertThat(lease.term()).isEqualTo(first.term());
        assertThat(lease.remaining()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(2));
        assertThat(lease.runIfCommander(() -> "done")).contains("done");
        assertThat(a.topology().role()).isEqualTo(Role.COMMANDER);
        assertThat(c.topology().quorum()).isEqualTo(new Quorum(2, 3));
        assertThat(b.topology().isCommander()).isFalse();

        c.topology().promote(NodeId.of("b"), Role.COMMANDER).get(5, TimeUnit.SECONDS);
        Commander second = awaitCommander("b", a, b, c);
        assertThat(second.term()).isGreaterThan(first.term());
        assertThat(lease.isValid()).isFalse();
        assertThat(lease.runIfCommander(() -> "done")).isEmpty();

        b.stop();
        Commander third = awaitCommander("a", a, c);
        assertThat(third.term()).isGreaterThan(second.term());
        assertThat(b.topology().isCommander()).isFalse();

        a.close();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(c.topology().commander()).isEmpty());
        assertThat(c.topology().quorum()).isEqualTo(new Quorum(2, 1));
        assertThat(c.topology().trail()).isNotEmpty();
        assertThat(told).anyMatch(CommanderElected.class::isInstance).anyMatch(CommanderLost.class::isInstance);
    }

    @Test
    void aNodeAloneCommandsItselfAndKnowsNobodyElse() {
        Swarm alone = node("a", 1);
        assertThat(alone.topology().quorum()).isEqualTo(new Quorum(1, 1));
        assertThat(alone.topology().commander()).isEmpty();
        assertThat(alone.topology().lease()).isEmpty();
        assertThatThrownBy(() -> alone.topology().requestRole(Role.OBSERVER).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SwarmRejectedException.class);

        alone.start();
        awaitCommander("a", alone);
        assertThatThrownBy(() -> alone.topology()
                        .promote(NodeId.of("nobody"), Role.WINGMATE)
                        .get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownNodeException.class);
        CommanderLease lease = alone.topology().lease().orElseThrow();
        alone.stop();
        assertThat(lease.isValid()).isFalse();
        assertThat(lease.remaining()).isZero();
    }

    private static Commander awaitCommander(String name, Swarm... among) {
        NodeId node = NodeId.of(name);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(among).allSatisfy(each -> {
                    assertThat(each.topology().commander().map(Commander::node)).contains(node);
                    assertThat(each.topology().nodes().stream()
                                    .filter(member -> member.role() == Role.COMMANDER)
                                    .map(member -> member.id()))
                            .containsExactly(node);
                }));
        Optional<Commander> known = among[0].topology().commander();
        return known.orElseThrow();
    }

    private Swarm started(String name, int quorumSize) {
        Swarm node = node(name, quorumSize);
        node.start();
        return node;
    }

    private Swarm node(String name, int quorumSize) {
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
                .topology(TopologyConfig.defaults().withQuorumSize(quorumSize).withLease(Duration.ofSeconds(2)))
                .build();
        nodes.add(node);
        return node;
    }
}
