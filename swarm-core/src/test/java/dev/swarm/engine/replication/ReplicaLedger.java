package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.crdt.Dot;
import dev.swarm.engine.replication.ReplicaWorld.Life;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An independent record of what was written where, and what its writer saw: from it follows what must be there in the
 * end, whatever was lost meanwhile.
 */
final class ReplicaLedger {

    private final Map<Dot, Entry> entries = new HashMap<>();

    /** A write, and the values that its writer saw under the key and so ended. */
    private record Entry(Write write, Life writer, Set<Dot> ended) {}

    void put(ReplicaWorld world, Life life, String key, String value) {
        record(world, life, key, value.getBytes(StandardCharsets.UTF_8));
    }

    void remove(ReplicaWorld world, Life life, String key) {
        record(world, life, key, null);
    }

    private void record(ReplicaWorld world, Life life, String key, byte @Nullable [] value) {
        Set<Dot> ended = dots(life.get(key));
        life.step(() -> {
            Write write = life.replication.write(world.now(life), Key.of(key), value);
            entries.put(write.dot(), new Entry(write, life, ended));
        });
    }

    /** Checks a final state, equal at all nodes: no write of a survivor is lost, and none that was ended is back. */
    void check(Life life, Set<String> keys) {
        Set<Dot> present = new HashSet<>();
        keys.forEach(key -> present.addAll(dots(life.get(key))));
        Set<Dot> endedByAny = new HashSet<>();
        Set<Dot> endedBySurvivors = new HashSet<>();
        for (Entry entry : entries.values()) {
            endedByAny.addAll(entry.ended());
            if (entry.writer().alive) {
                endedBySurvivors.addAll(entry.ended());
            }
        }
        for (Entry entry : entries.values()) {
            Dot dot = entry.write().dot();
            if (entry.writer().alive && !entry.write().isRemoval() && !endedByAny.contains(dot)) {
                assertThat(present)
                        .as("a survivor's write of %s", entry.write().key())
                        .contains(dot);
            }
        }
        assertThat(present).as("ended writes").doesNotContainAnyElementsOf(endedBySurvivors);
    }

    static Set<Dot> dots(@Nullable Row row) {
        Set<Dot> dots = new HashSet<>();
        for (Row at = row; at != null; at = at.next()) {
            dots.add(at.write().dot());
        }
        return dots;
    }
}
