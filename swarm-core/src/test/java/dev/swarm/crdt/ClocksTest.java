package dev.swarm.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Replicas, dots, vectors, contexts and stamps. */
class ClocksTest {

    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final ReplicaId B = new ReplicaId("b", 1);
    private static final ReplicaId C = new ReplicaId("c", 1);

    @Test
    void aReplicaIsOneLifeOfANode() {
        assertThat(new ReplicaId("a", 2)).isNotEqualTo(A).isGreaterThan(A).isLessThan(B);
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplicaId("", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplicaId("é".repeat(128), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplicaId("a\n", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplicaId("\ud800", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dot(A, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dot(A, Long.MAX_VALUE));
    }

    @Test
    void vectorsCompare() {
        VersionVector one = VersionVector.of(Map.of(A, 1L, B, 2L));
        VersionVector more = one.with(A, 2);
        VersionVector other = one.with(C, 1);
        assertThat(one.compare(more)).isEqualTo(VersionVector.Order.BEFORE);
        assertThat(more.compare(one)).isEqualTo(VersionVector.Order.AFTER);
        assertThat(one.compare(one.with(A, 1))).isEqualTo(VersionVector.Order.EQUAL);
        assertThat(more.compare(other)).isEqualTo(VersionVector.Order.CONCURRENT);
        assertThat(more.merge(other)).isEqualTo(VersionVector.of(Map.of(A, 2L, B, 2L, C, 1L)));
    }

    @Test
    void vectorsChangeInCopies() {
        VersionVector vector = VersionVector.EMPTY.with(B, 5).with(A, 3).with(C, 7);
        assertThat(vector.replicas()).containsExactly(A, B, C);
        assertThat(vector.next(B)).isEqualTo(new Dot(B, 6));
        assertThat(vector.includes(new Dot(C, 7))).isTrue();
        assertThat(vector.includes(new Dot(C, 8))).isFalse();
        assertThat(vector.without(B)).isEqualTo(VersionVector.of(Map.of(A, 3L, C, 7L)));
        assertThat(vector.without(B).without(A).without(C)).isEqualTo(VersionVector.EMPTY);
        assertThat(vector.with(A, 1).get(A)).isEqualTo(1);
        assertThat(vector.get(A)).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> vector.with(A, 0));
    }

    @Test
    void contextsAreSetsOfDots() {
        for (int seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Dot> some = dots(random);
            Set<Dot> others = dots(random);
            CausalContext one = CausalContext.EMPTY;
            for (Dot dot : some) {
                one = one.add(dot);
            }
            CausalContext other = CausalContext.of(others);
            assertThat(one).as("seed %d", seed).isEqualTo(CausalContext.of(some));
            assertThat(one.includes(other)).isEqualTo(some.containsAll(others));
            Set<Dot> all = new HashSet<>(some);
            all.addAll(others);
            CausalContext merged = one.merge(other);
            assertThat(merged.dotCount()).isEqualTo(all.size());
            Set<Dot> found = new HashSet<>();
            merged.forEachDot(found::add);
            assertThat(found).as("seed %d", seed).isEqualTo(all);
            assertThat(all.stream().allMatch(merged::includes)).isTrue();
            assertThat(merged.includes(merged.nextDot(A))).isFalse();
        }
    }

    @Test
    void dotsThatCloseAGapVanishInTheVector() {
        CausalContext gap = CausalContext.of(Set.of(new Dot(A, 1), new Dot(A, 2), new Dot(A, 4), new Dot(B, 2)));
        assertThat(gap.vector()).isEqualTo(VersionVector.of(Map.of(A, 2L)));
        assertThat(gap.cloudRanges()).isEqualTo(2);
        assertThat(gap.nextDot(A)).isEqualTo(new Dot(A, 5));

        CausalContext closed = gap.add(new Dot(A, 3)).add(new Dot(B, 1));
        assertThat(closed.vector()).isEqualTo(VersionVector.of(Map.of(A, 4L, B, 2L)));
        assertThat(closed.cloudRanges()).isZero();
    }

    @Test
    void rangesThatAreNoneAreRefused() {
        for (long[] bad : new long[][] {{}, {1}, {0, 1}, {2, 1}, {1, 2, 3, 4}, {5, 6, 1, 2}, {1, Long.MAX_VALUE}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> CausalContext.of(Map.of(A, bad)));
        }
    }

    @Test
    void aStampIsAfterAllThatWereSeen() {
        Stamp first = Stamp.next(null, 5_000, A);
        assertThat(first.millis()).isEqualTo(5_000);
        assertThat(first.counter()).isZero();
        Stamp second = Stamp.next(first, 4_000, B);
        assertThat(second).isGreaterThan(first).isEqualTo(new Stamp((5_000L << 16) + 1, B));
        assertThat(Stamp.next(second, 5_001, A).millis()).isEqualTo(5_001);
        assertThat(Stamp.next(null, -1, A).millis()).isZero();
        assertThat(Stamp.next(null, Long.MAX_VALUE, A).millis()).isEqualTo(Stamp.MAX_MILLIS);
    }

    @Test
    void aCounterThatOverflowsCarriesIntoTheMillis() {
        Stamp full = new Stamp((5_000L << 16) + 0xFFFF, A);
        Stamp next = Stamp.next(full, 5_000, A);
        assertThat(next.millis()).isEqualTo(5_001);
        assertThat(next.counter()).isZero();
        Stamp last = new Stamp(-1, A);
        assertThat(last).isGreaterThan(full);
        assertThatIllegalStateException().isThrownBy(() -> Stamp.next(last, 0, A));
    }

    @Test
    void aStampFromTheFarFutureIsRefused() {
        Stamp stamp = Stamp.next(null, 10_000, B);
        assertThat(stamp.admit(9_000, 1_000)).isEqualTo(new Stamp.Admission.Accepted(stamp));
        assertThat(stamp.admit(8_999, 1_000)).isEqualTo(new Stamp.Admission.TooFarAhead(stamp, 1_001, 1_000));
        assertThat(stamp.admit(Long.MAX_VALUE, 0)).isInstanceOf(Stamp.Admission.Accepted.class);
        assertThatIllegalArgumentException().isThrownBy(() -> stamp.admit(0, -1));
    }

    @Test
    void aRegisterNeedsAnOrderThatTellsValuesApart() {
        Stamp stamp = new Stamp(1, A);
        Comparator<String> byLength = Comparator.comparing(String::length);
        LwwRegister<String> one = LwwRegister.of(stamp, "one", byLength);
        LwwRegister<String> two = LwwRegister.of(stamp, "two", byLength);
        assertThatIllegalStateException().isThrownBy(() -> one.merge(two));
    }

    private static Set<Dot> dots(SplittableRandom random) {
        return random.ints(random.nextInt(20), 1, 12)
                .mapToObj(counter -> new Dot(random.nextBoolean() ? A : B, counter))
                .collect(Collectors.toSet());
    }
}
