package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.replication.Marks;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A way through all rows takes as many steps as there are rows for, and passes each part once. */
class WalkTest {

    private static final int PARTS = 100;
    private static final Now NOW = new Now(0, 0);

    private final List<Integer> visited = new ArrayList<>();

    @Test
    void noStepPassesMoreKeysThanItMayButForThoseOfOnePart() {
        Walk walk = walk(30);
        walk.begin();
        int steps = 0;
        while (walk.isRunning()) {
            int before = visited.size();
            int left = walk.go(NOW, 100);
            assertThat(visited.size() - before).isLessThanOrEqualTo(4);
            assertThat(left <= 0 || !walk.isRunning()).isTrue();
            steps++;
        }
        assertThat(steps).isEqualTo(25);
        assertThat(visited).isEqualTo(all());
    }

    @Test
    void aFewKeysTakeOneStep() {
        Walk walk = walk(0);
        walk.begin();

        assertThat(walk.go(NOW, 10)).isEqualTo(10);

        assertThat(walk.isRunning()).isFalse();
        assertThat(visited).isEqualTo(all());
        assertThat(walk.go(NOW, 10)).isEqualTo(10);
        assertThat(visited).hasSize(PARTS);
    }

    @Test
    void nothingIsPassedWhenNothingIsLeft() {
        Walk walk = walk(1);
        walk.begin();

        assertThat(walk.go(NOW, -5)).isEqualTo(-5);

        assertThat(visited).isEmpty();
        assertThat(walk.isRunning()).isTrue();
    }

    @Test
    void whoBeginsAnewPassesAllAgain() {
        Walk walk = walk(1);
        walk.begin();
        int unused = walk.go(NOW, PARTS / 2);
        visited.clear();
        walk.begin();

        assertThat(walk.go(NOW, 2 * PARTS)).isEqualTo(PARTS);

        assertThat(visited).isEqualTo(all());
    }

    private Walk walk(int keys) {
        return new Walk(new Parts(keys), (now, part) -> visited.add(part));
    }

    private static List<Integer> all() {
        return IntStream.range(0, PARTS).boxed().toList();
    }

    /** As many keys in each part. */
    private record Parts(int each) implements Ledger {

        @Override
        public void expect(Key key) {}

        @Override
        public @Nullable Row get(Key key) {
            return null;
        }

        @Override
        public Marks marks() {
            return Marks.none();
        }

        @Override
        public long write(Now now, Key key, byte @Nullable [] value) {
            return now.nanos();
        }

        @Override
        public long time(Now now) {
            return now.nanos();
        }

        @Override
        public int parts() {
            return PARTS;
        }

        @Override
        public int keys(int part) {
            return each;
        }

        @Override
        public void forEach(int part, char space, BiConsumer<String, Row> taker) {}
    }
}
