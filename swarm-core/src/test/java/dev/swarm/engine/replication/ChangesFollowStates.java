package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.replication.ReplicaWorld.Life;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Row;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changes of a node, one after the other, lead from nothing to what is there: none is missing or told twice. */
final class ChangesFollowStates {

    private ChangesFollowStates() {}

    static void check(Life life) {
        Map<Key, @Nullable Row> told = new HashMap<>();
        for (Change change : life.changes) {
            assertThat(told.get(change.key())).isSameAs(change.before());
            told.put(change.key(), change.after());
        }
        told.values().removeIf(row -> row == null);
        Map<Key, Row> held = new HashMap<>();
        for (int part = 0; part < ReplicaBounds.LEAVES; part++) {
            life.replication.forEach(part, row -> held.put(row.write().key(), row));
        }
        assertThat(told.keySet()).isEqualTo(held.keySet());
        held.forEach((key, row) -> assertThat(told.get(key)).isSameAs(row));
    }
}
