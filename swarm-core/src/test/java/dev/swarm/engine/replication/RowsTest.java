package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final Key KEY = Key.of("k");
    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final ReplicaId A_AGAIN = new ReplicaId("a", 2);
    private static final ReplicaId B = new ReplicaId("b", 1);

    @Test
    void theLatestWinsAndTiesGoByOriginInWhateverOrderTheyCome() {
        List<Write> writes = new ArrayList<>(
                List.of(write(A, 1, 10), write(A_AGAIN, 1, 10), write(B, 1, 10), write(B, 9, 9), write(A, 5, 11)));
        List<Write> order = List.of(writes.get(4), writes.get(2), writes.get(1), writes.get(0), writes.get(3));
        for (int seed = 0; seed < 100; seed++) {
            Collections.shuffle(writes, new Random(seed));
            Row row = null;
            for (Write write : writes) {
                row = Rows.with(row, write);
            }
            assertThat(list(row)).isEqualTo(order);
        }
    }

    @Test
    void takingOutNothingGivesTheSameRow() {
        Row row = Rows.with(Rows.with(null, write(A, 1, 1)), write(B, 1, 2));
        assertThat(Rows.without(row, write -> false)).isSameAs(row);
        assertThat(Rows.without(row, write -> true)).isNull();
        assertThat(Rows.without(null, write -> true)).isNull();
    }

    @Test
    void takingOutSomeKeepsTheRestAsItWas() {
        Write first = write(A, 1, 1);
        Write second = write(B, 1, 2);
        Write third = write(A, 2, 3);
        Row row = Rows.with(Rows.with(Rows.with(null, first), second), third);
        assertThat(list(Rows.without(row, write -> write == second))).containsExactly(third, first);
        Row rest = Rows.without(row, write -> write == third);
        assertThat(rest).isSameAs(row.next());
    }

    @Test
    void knowsWhatItHoldsAndWhatItEnds() {
        Row row = Rows.with(null, new Write(new Dot(A, 5), KEY, 1, new byte[0], List.of(new Dot(B, 7))));
        assertThat(Rows.holds(row, A, 5)).isTrue();
        assertThat(Rows.holds(row, A, 4)).isFalse();
        assertThat(Rows.holds(row, B, 5)).isFalse();
        assertThat(Rows.ends(row, A, 4)).isTrue();
        assertThat(Rows.ends(row, A, 5)).isFalse();
        assertThat(Rows.ends(row, B, 7)).isTrue();
        assertThat(Rows.ends(row, B, 8)).isFalse();
        assertThat(Rows.ends(row, A_AGAIN, 1)).isFalse();
        assertThat(Rows.ends(null, A, 1)).isFalse();
    }

    private static Write write(ReplicaId origin, long number, long time) {
        return new Write(new Dot(origin, number), KEY, time, new byte[0], List.of());
    }

    private static List<Write> list(@Nullable Row row) {
        List<Write> list = new ArrayList<>();
        if (row != null) {
            row.forEach(list::add);
        }
        return list;
    }
}
