package dev.swarm.engine.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Entity;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What users read of entities is made of rows, each time anew. */
class OverlayModelTest {

    private static final ReplicaId WRITER = new ReplicaId("writer", 7);
    private static final int MANY = 2_000;

    private final OverlayModel model = new OverlayModel(Names::new);

    /** Of the fields their names. */
    private record Names(Supplier<List<Field>> stored) implements Entity.Content {

        @Override
        public Object asObject() {
            return stored.get().stream().map(Field::name).toList();
        }

        @Override
        public <T> T as(Class<T> type) {
            return type.cast(asObject());
        }
    }

    private static Row row(String id, long number, String field, long timeToLiveMillis) {
        EntityValue value = new EntityValue(true, timeToLiveMillis, List.of(new Field(field, 0, new byte[] {1})));
        return new Write(new Dot(WRITER, number), new Key('e', id), number, value.encode(), List.of());
    }

    private Entity entity(String id) {
        return Objects.requireNonNull(model.entity(id));
    }

    @Test
    void whatAUserHoldsStaysAsItWas() {
        model.put(row("hero", 1, "first", 0));
        Entity first = entity("hero");
        assertThat(entity("hero")).isEqualTo(first).isNotSameAs(first);
        model.put(row("hero", 2, "second", 5_000));
        Entity second = entity("hero");
        assertThat(first.data()).isEqualTo(List.of("first"));
        assertThat(first.timeToLive()).isNull();
        assertThat(second.data()).isEqualTo(List.of("second"));
        assertThat(second.timeToLive()).isEqualTo(Duration.ofSeconds(5));
        assertThat(second).isNotEqualTo(first);
        assertThat(second.node()).hasToString("writer").isSameAs(first.node());
        assertThat(model.entityCount()).isEqualTo(1);
    }

    @Test
    void allAreThereOnceAndSorted() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            ids.add("hero-" + i);
        }
        Collections.shuffle(ids, new Random(1));
        ids.forEach(id -> model.put(row(id, 1, "field", 0)));
        ids.subList(0, MANY / 2).forEach(model::removeEntity);
        ids.subList(0, MANY / 4).forEach(id -> model.put(row(id, 2, "field", 0)));
        List<String> left = new ArrayList<>(ids.subList(0, MANY / 4));
        left.addAll(ids.subList(MANY / 2, MANY));
        Collections.sort(left);
        assertThat(model.entities()).extracting(Entity::id).isEqualTo(left);
        assertThat(model.snapshot().entities()).hasSameSizeAs(left);
        assertThat(model.entityCount()).isEqualTo(left.size());
        assertThat(model.entity(ids.get(MANY / 2 - 1))).isNull();
        assertThat(entity(ids.get(0)).stamp())
                .isNotEqualTo(entity(ids.get(MANY - 1)).stamp());
    }
}
