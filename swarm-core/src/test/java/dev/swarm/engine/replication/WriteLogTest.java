package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.PlainWrite;
import dev.swarm.engine.wire.replication.Write;
import dev.swarm.engine.wire.replication.WriteList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriteLogTest {

    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final ReplicaId B = new ReplicaId("b", 1);
    private static final int PLENTY = 1 << 20;

    private final WriteLog log = new WriteLog();

    @Test
    void growsAroundTheEndOfItsRing() {
        append(1, 12);
        for (int i = 0; i < 10; i++) {
            log.removeFirst();
        }
        append(13, 100);

        assertThat(log.first()).isEqualTo(11);
        assertThat(log.reach(11, PLENTY, PLENTY)).isEqualTo(100);
        assertThat(numbers(11, 100))
                .isEqualTo(LongStream.rangeClosed(11, 100).boxed().toList());
    }

    @Test
    void shrinksWithoutLosingAnything() {
        append(1, 10_000);
        for (int i = 0; i < 9_990; i++) {
            log.removeFirst();
        }
        append(10_001, 10_100);

        assertThat(log.first()).isEqualTo(9_991);
        assertThat(numbers(9_991, 10_100))
                .isEqualTo(LongStream.rangeClosed(9_991, 10_100).boxed().toList());
    }

    @Test
    void keepsWhatWasEndedThroughGrowth() {
        append(1, 16);
        log.end(3, 10);
        append(17, 40);
        assertThat(numbers(1, 9)).contains(3L);
        assertThat(numbers(1, 10)).doesNotContain(3L).contains(2L, 4L, 10L);
    }

    @Test
    void aRangeLeavesOutOnlyWhatItItselfEnds() {
        append(1, 5);
        log.end(1, 4);
        log.end(2, 5);
        assertThat(numbers(1, 3)).containsExactly(1L, 2L, 3L);
        assertThat(numbers(1, 4)).containsExactly(2L, 3L, 4L);
        assertThat(numbers(1, 5)).containsExactly(3L, 4L, 5L);
    }

    @Test
    void aWriteThatEndedOthersIsNeverLeftOut() {
        log.append(new Write(new Dot(A, 1), Key.of("k"), 1, new byte[1], List.of(new Dot(B, 7))));
        append(2, 2);
        log.end(1, 2);
        assertThat(numbers(1, 2)).containsExactly(1L, 2L);
    }

    @Test
    void aRangeIsNotCutBetweenAnEmptyPlaceAndWhatFillsIt() {
        append(1, 2);
        log.appendEnded(3, 6);
        log.appendEnded(4, 6);
        append(5, 8);

        assertThat(log.reach(1, 2, PLENTY)).isEqualTo(2);
        assertThat(log.reach(1, 3, PLENTY)).isEqualTo(6);
        assertThat(log.reach(3, 1, PLENTY)).isEqualTo(6);
        assertThat(log.reach(7, 1, PLENTY)).isEqualTo(7);
        assertThat(numbers(1, 6)).containsExactly(1L, 2L, 5L, 6L);
    }

    @Test
    void aRangeHasAboutAsManyBytesAsWanted() {
        append(1, 100);
        int size = write(1).roughBytes();
        assertThat(log.reach(1, PLENTY, 10 * size)).isEqualTo(10);
        assertThat(log.reach(1, PLENTY, 10 * size + 1)).isEqualTo(11);
        assertThat(log.reach(50, PLENTY, 0)).isEqualTo(50);
    }

    @Test
    void writesWhoseRowsAreBytesAreReadFromTheirPages() {
        Store store = new Store('n');
        PlainWrite shown = new PlainWrite();
        for (long number = 1; number <= 100; number++) {
            String name = (number % 3 == 0 ? "näme-" : "name-") + number % 7;
            Write write = new Write(new Dot(A, number), new Key('n', name), number, new byte[] {7, 8}, List.of());
            if (number % 2 == 0) {
                log.append(write);
            } else {
                // what is in its place later has taken nothing of it
                store.replace(write.key(), store.get(write.key()), write);
                assertThat(store.isLatest(write)).isTrue();
                log.append(number, store.packed().page(), store.packed().at());
            }
        }
        log.end(3, 5);
        List<Write> range = log.range(2, 99);
        int bytes = 0;
        assertThat(range).hasSize(97).extracting(Write::number).doesNotContain(3L);
        for (int i = 0; i < range.size(); i++) {
            Write write = range.get(i);
            assertThat(write.name()).endsWith("me-" + write.number() % 7);
            assertThat(write.value()).containsExactly(7, 8);
            assertThat(write.time()).isEqualTo(write.number());
            boolean isBytes = write.number() % 2 == 1 && write.number() % 3 != 0;
            assertThat(WriteList.show(range, i, shown)).isEqualTo(isBytes);
            if (isBytes) {
                assertThat(shown.write(A)).usingRecursiveComparison().isEqualTo(write);
            }
            bytes += write.roughBytes();
        }
        assertThat(WriteList.roughBytes(range)).isEqualTo(bytes);
        assertThat(log.reach(2, PLENTY, bytes)).isEqualTo(99);
        assertThat(log.removeFirst()).isEqualTo(write(1).roughBytes() - 1 + "n:name-1".length() + 1);
        log.appendEnded(101, 101);
        for (long number = 2; number <= 100; number++) {
            assertThat(log.removeFirst()).isPositive();
        }
        assertThat(log.removeFirst()).isNegative();
    }

    @Test
    void aGapBeginsItAnew() {
        append(1, 5);
        append(9, 9);
        assertThat(log.first()).isEqualTo(9);
        assertThat(numbers(9, 9)).containsExactly(9L);
    }

    @Test
    void nothingIsLeftOfWhatWasCleared() {
        append(1, 5);
        log.end(2, 4);
        log.clear(101);
        assertThat(log.isEmpty()).isTrue();
        assertThat(log.first()).isEqualTo(101);
        append(101, 140);
        assertThat(numbers(101, 140)).hasSize(40);
    }

    @Test
    void numbersThatAreNotThereCannotBeEnded() {
        append(1, 3);
        log.removeFirst();
        log.end(1, 3);
        log.end(4, 5);
        append(4, 5);
        assertThat(numbers(2, 5)).containsExactly(2L, 3L, 4L, 5L);
    }

    private void append(long from, long last) {
        for (long number = from; number <= last; number++) {
            log.append(write(number));
        }
    }

    private static Write write(long number) {
        return new Write(new Dot(A, number), Key.of("k"), number, new byte[1], List.of());
    }

    private List<Long> numbers(long from, long last) {
        return log.range(from, last).stream().map(Write::number).toList();
    }
}
