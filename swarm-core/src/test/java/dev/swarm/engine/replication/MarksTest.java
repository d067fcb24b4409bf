package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A mark is on the row of one write, and goes with it. */
class MarksTest {

    private static final ReplicaId ORIGIN = new ReplicaId("a", 1);
    private static final ReplicaId OTHER = new ReplicaId("b", 1);
    private static final Marks.Reading<String> ALL = (origin, time, name) -> origin.node() + " " + time + " " + name;

    private final Store store = new Store('n');
    private final Marks marks = store.marks();
    private long number;

    private Write write(ReplicaId origin, Key key, int bytes) {
        number++;
        return new Write(new Dot(origin, number), key, number * 10, new byte[bytes], List.of());
    }

    private void replace(Key key, @Nullable Row row) {
        store.replace(key, store.get(key), row);
    }

    @Test
    void aMarkedRowIsFoundUntilAnotherOneIsInItsPlace() {
        Key key = new Key('n', "name");
        Write first = write(ORIGIN, key, 1);
        assertThat(marks.set(first)).isFalse();
        replace(key, first);
        assertThat(marks.find(key, ALL)).isNull();
        assertThat(store.isMarked(key, first)).isFalse();
        assertThat(marks.set(first)).isTrue();
        assertThat(store.isMarked(key, first)).isTrue();
        assertThat(marks.find(key, ALL)).isEqualTo("a 10 name");
        assertThat(marks.findFirst(key, ALL)).isEqualTo("a 10 name");
        assertThat(marks.findFirst(key, ALL)).isNull();
        assertThat(marks.find(key, ALL)).isEqualTo("a 10 name");
        assertThat(marks.find(new Key('m', "name"), ALL)).isNull();

        Write second = write(OTHER, key, 1);
        replace(key, second);
        assertThat(marks.find(key, ALL)).isNull();
        assertThat(marks.set(first)).isFalse();
        assertThat(marks.set(second)).isTrue();
        assertThat(marks.findFirst(key, ALL)).isEqualTo("b 20 name");
        assertThat(marks.clear(key)).isTrue();
        assertThat(marks.clear(key)).isFalse();
        assertThat(marks.find(key, ALL)).isNull();
        replace(key, null);
        assertThat(marks.set(second)).isFalse();
        assertThat(marks.clear(key)).isFalse();
    }

    /** They stand one behind the other, also when another one has come in the place of the second. */
    @Test
    void aRowInWhosePlaceThereIsAnotherOneIsNotMarked() {
        Key before = new Key('n', "before");
        Key key = new Key('n', "name");
        Write neighbour = write(ORIGIN, before, 1);
        Write first = write(ORIGIN, key, 1);
        replace(before, neighbour);
        replace(key, first);
        replace(key, write(ORIGIN, key, 1));
        assertThat(marks.set(neighbour)).isTrue();
        assertThat(marks.set(first)).isFalse();
        assertThat(marks.find(key, ALL)).isNull();
        assertThat(marks.all(ALL)).containsExactly("a 10 before");
    }

    @Test
    void writesOfOneNumberAreThoseOfTheirOrigins() {
        Key key = new Key('n', "name");
        Write mine = write(ORIGIN, key, 1);
        Write others = new Write(new Dot(OTHER, mine.number()), key, mine.time(), new byte[1], List.of());
        replace(key, mine);
        assertThat(marks.set(others)).isFalse();
        assertThat(marks.find(key, ALL)).isNull();
        assertThat(marks.set(mine)).isTrue();
    }

    @Test
    void onlyRowsOfOneSmallValueAndOfTheLetterHaveMarks() {
        Key key = new Key('n', "name");
        Write large = write(ORIGIN, key, 65);
        replace(key, large);
        assertThat(marks.set(large)).isFalse();
        Write small = write(ORIGIN, key, 64);
        Row several = Rows.with(small, write(OTHER, key, 1));
        replace(key, several);
        assertThat(marks.set(small)).isFalse();
        assertThat(store.isMarked(key, several)).isFalse();
        Key entity = new Key('e', "name");
        Write other = write(ORIGIN, entity, 1);
        replace(entity, other);
        assertThat(marks.set(other)).isFalse();
        assertThat(store.isMarked(entity, other)).isFalse();
    }

    @Test
    void marksAreThoseOfTheirRowsUnderAnyHistory() {
        SplittableRandom random = new SplittableRandom(1);
        Map<Key, String> model = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            Key key = new Key('n', "name-" + random.nextInt(3_000));
            Row row = store.get(key);
            if (random.nextInt(3) == 0) {
                replace(key, random.nextInt(4) == 0 ? null : write(random.nextBoolean() ? ORIGIN : OTHER, key, 3));
                model.remove(key);
            } else if (row != null && random.nextInt(4) > 0) {
                assertThat(marks.set(row.write())).isTrue();
                model.put(key, ALL.read(row.write().origin(), row.write().time(), key.name()));
            } else {
                assertThat(marks.clear(key)).isEqualTo(model.remove(key) != null);
            }
            Key other = new Key('n', "name-" + random.nextInt(3_000));
            assertThat(marks.find(other, ALL)).isEqualTo(model.get(other));
        }
        assertThat(marks.all(ALL)).hasSizeGreaterThan(500).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void whereThereAreNoRowsThereAreNoMarks() {
        Key key = new Key('n', "name");
        assertThat(Marks.none().set(write(ORIGIN, key, 1))).isFalse();
        assertThat(Marks.none().find(key, ALL)).isNull();
        assertThat(Marks.none().all(ALL)).isEmpty();
    }
}
