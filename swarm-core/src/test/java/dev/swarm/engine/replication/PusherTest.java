package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.Push;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What neighbours are pushed that lack the same, and that do not. */
class PusherTest {

    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");
    private static final byte[] VALUE = {7, 7};

    private final ReplicaId self = new ReplicaId("a", 1);
    private final Map<NodeId, List<Push>> pushed = new LinkedHashMap<>();
    private final Replication replication =
            new Replication(self, OverlayConfig.defaults(), 'n', this::send, new SplittableRandom(1));

    @Test
    void neighboursThatLackTheSameAreSentOneMessage() {
        meet(B);
        meet(C);
        write("k1");
        write("k2");

        replication.flush(at(1));

        assertThat(names(B)).containsExactly("k1", "k2");
        assertThat(pushes(C)).singleElement().isSameAs(pushes(B).get(0));
    }

    @Test
    void whoLacksMoreIsSentMore() {
        meet(B);
        write("k1");
        replication.flush(at(1));
        meet(C);
        write("k2");

        replication.flush(at(2));

        assertThat(names(B)).containsExactly("k1", "k2");
        assertThat(names(C)).containsExactly("k1", "k2");
        assertThat(pushes(B)).hasSize(2);
    }

    @Test
    void whatFollowsInAnotherStepIsAnotherMessage() {
        meet(B);
        meet(C);
        write("k1");
        replication.flush(at(1));
        write("k1");

        replication.flush(at(2));

        assertThat(pushes(B)).hasSize(2).isEqualTo(pushes(C));
        assertThat(pushes(C).get(1).runs()).singleElement().satisfies(run -> {
            assertThat(run.first()).isEqualTo(2);
            assertThat(run.last()).isEqualTo(2);
        });
    }

    /** The neighbour says that it has nothing. */
    private void meet(NodeId neighbour) {
        replication.onPeerUp(at(0), neighbour);
        replication.onMessage(at(0), neighbour, new Have(true, Map.of(self, 0L)));
    }

    private void write(String name) {
        Write unused = replication.write(at(0), new Key('e', name), VALUE);
    }

    private List<Push> pushes(NodeId neighbour) {
        return pushed.getOrDefault(neighbour, List.of());
    }

    private List<String> names(NodeId neighbour) {
        return pushes(neighbour).stream()
                .flatMap(push -> push.runs().stream())
                .map(Run::writes)
                .flatMap(List::stream)
                .map(Write::name)
                .toList();
    }

    private boolean send(NodeId to, Lane lane, ReplicaMessage message) {
        if (message instanceof Push push) {
            pushed.computeIfAbsent(to, unused -> new ArrayList<>()).add(push);
        }
        return true;
    }

    private static Now at(long millis) {
        return new Now(millis * 1_000_000, millis);
    }
}
