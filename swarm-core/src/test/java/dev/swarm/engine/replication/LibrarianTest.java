package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.ReplicaEncoder;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How leaves are served: never much in one step, and to each as fast as its own lane takes them. */
class LibrarianTest {

    private static final NodeId ONE = NodeId.of("b");
    private static final NodeId OTHER = NodeId.of("c");
    private static final List<Integer> ALL =
            IntStream.range(0, ReplicaBounds.LEAVES).boxed().toList();

    private final Map<NodeId, List<Leaves>> sent = new LinkedHashMap<>();
    private final Set<NodeId> full = new HashSet<>();
    private final Replication replication =
            new Replication(new ReplicaId("a", 1), OverlayConfig.defaults(), 'n', this::send, new SplittableRandom(1));

    @Test
    void theFirstMessagesAreShortAndThenTheyGrow() {
        write(50_000, 100);
        ask(ONE);
        for (int millis = 0; sent(ONE).size() < 150; millis++) {
            int before = sent(ONE).size();
            replication.onTime(at(millis));
            assertThat(sent(ONE).size() - before).as("messages in a step").isLessThanOrEqualTo(1);
        }

        List<Integer> bytes = sent(ONE).stream().map(LibrarianTest::bytes).toList();
        assertThat(bytes.get(0)).isBetween(4_000, 8_000);
        assertThat(bytes.get(40)).isGreaterThan(3 * bytes.get(0));
        assertThat(bytes).allMatch(count -> count < 72 * 1024);
    }

    @Test
    void allLeavesComeOnceAndAFullLaneKeepsNobodyElseWaiting() {
        write(5_000, 10);
        full.add(OTHER);
        ask(ONE);
        ask(OTHER);
        int millis = 0;
        while (leaves(ONE).size() < ReplicaBounds.LEAVES) {
            replication.onTime(at(millis++));
            assertThat(sent(ONE)).as("one message each time").hasSize(millis);
        }
        assertThat(leaves(ONE)).isEqualTo(ALL);
        assertThat(sent(OTHER)).isEmpty();

        full.clear();
        for (; leaves(OTHER).size() < ReplicaBounds.LEAVES; millis++) {
            replication.onTime(at(millis));
        }
        assertThat(leaves(OTHER)).isEqualTo(ALL);
        assertThat(replication.nextDeadlineNanos())
                .as("nothing is left to serve")
                .isGreaterThan(at(millis).nanos());
    }

    private void write(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            replication.write(at(0), Key.of("key" + i), new byte[bytes]);
        }
        replication.onPeerUp(at(0), ONE);
        replication.onPeerUp(at(0), OTHER);
    }

    private void ask(NodeId from) {
        replication.onMessage(at(0), from, new AskLeaves(ALL));
    }

    private boolean send(NodeId to, Lane lane, ReplicaMessage message) {
        if (full.contains(to)) {
            return false;
        }
        if (message instanceof Leaves leaves) {
            assertThat(lane).isEqualTo(Lane.BULK);
            sent(to).add(leaves);
        }
        return true;
    }

    private List<Leaves> sent(NodeId to) {
        return sent.computeIfAbsent(to, unused -> new ArrayList<>());
    }

    private List<Integer> leaves(NodeId to) {
        return sent(to).stream()
                .flatMap(message -> message.parts().stream())
                .map(LeafPart::leaf)
                .toList();
    }

    private static int bytes(Leaves message) {
        return ReplicaEncoder.encode(message).length;
    }

    private static Now at(long millis) {
        return new Now(millis * 1_000_000, 1_700_000_000_000L + millis);
    }
}
