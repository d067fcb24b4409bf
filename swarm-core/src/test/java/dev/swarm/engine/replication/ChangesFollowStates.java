package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.replication.ReplicaWorld.Life;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import java.util.HashMap;
import java.util.Map;

/** The changes of a node, one after the other, lead from nothing to what is there: none is missing or told twice. */
final class ChangesFollowStates {

    private ChangesFollowStates() {}

    static void check(Life life) {
        Map<Key, String> told = new HashMap<>();
        for (Change change : life.changes) {
            assertThat(told.getOrDefault(change.key(), "")).isEqualTo(RowText.of(change.before()));
            told.put(change.key(), RowText.of(change.after()));
        }
        told.values().removeIf(String::isEmpty);
        Map<Key, String> held = new HashMap<>();
        for (int part = 0; part < ReplicaBounds.LEAVES; part++) {
            life.replication.forEach(part, row -> held.put(row.write().key(), RowText.of(row)));
        }
        assertThat(told).isEqualTo(held);
    }
}
