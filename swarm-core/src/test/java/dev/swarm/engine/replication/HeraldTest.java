package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.ReplicaEncoder;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.ReplicaMessage.Digest;
import dev.swarm.engine.wire.replication.ReplicaMessage.Graft;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is told of many replicas, as there are after many restarts. */
class HeraldTest {

    /** The longest message of the control lane. */
    private static final int CONTROL_BYTES = 64 * 1024;

    private static final NodeId PEER = NodeId.of("b");
    private static final int REPLICAS = 3_000;

    private final List<ReplicaMessage> sent = new ArrayList<>();
    private final Replication replication =
            new Replication(new ReplicaId("a", 1), OverlayConfig.defaults(), 'n', this::send, new SplittableRandom(1));

    @Test
    void whatIsKnownOfManyReplicasFitsItsLane() {
        replication.restore(many(5), List.of());
        replication.onPeerUp(at(0), PEER);
        replication.onMessage(at(0), PEER, new Digest(1, 1));
        assertThat(sent)
                .last()
                .isInstanceOfSatisfying(
                        Have.class, have -> assertThat(have.known()).hasSize(REPLICAS));
    }

    @Test
    void whatIsWantedOfManyReplicasFitsItsLane() {
        replication.onPeerUp(at(0), PEER);
        replication.onMessage(at(0), PEER, new Have(true, many(5)));
        for (int millis = 0; millis < 1_000; millis += 10) {
            replication.onTime(at(millis));
        }
        assertThat(sent)
                .filteredOn(Graft.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Graft.class, graft -> assertThat(graft.from()).hasSize(REPLICAS));
    }

    private boolean send(NodeId to, Lane lane, ReplicaMessage message) {
        if (lane == Lane.CONTROL) {
            assertThat(ReplicaEncoder.encode(message)).hasSizeLessThanOrEqualTo(CONTROL_BYTES);
        }
        sent.add(message);
        return true;
    }

    private static Map<ReplicaId, Long> many(long number) {
        Map<ReplicaId, Long> known = new LinkedHashMap<>();
        for (int i = 0; i < REPLICAS; i++) {
            known.put(new ReplicaId("orders@host-" + i % 100 + ".internal:7946", i), number);
        }
        return known;
    }

    private static Now at(long millis) {
        return new Now(millis * 1_000_000, 1_700_000_000_000L + millis);
    }
}
