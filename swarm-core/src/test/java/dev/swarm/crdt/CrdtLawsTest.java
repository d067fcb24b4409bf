package dev.swarm.crdt;

import dev.swarm.engine.wire.MalformedPacketException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What makes a type a replicated one, for each type over many random histories. {@code -Dswarm.laws.seed=…} tries
 * others, {@code -Dswarm.laws.histories=…} more; a failure names its seed.
 */
class CrdtLawsTest {

    private static final long SEED = Long.getLong("swarm.laws.seed", 20_260_101);
    private static final int HISTORIES = Integer.getInteger("swarm.laws.histories", 10_000);
    private static final int STEPS_MAX = 24;

    @ParameterizedTest
    @MethodSource("subjects")
    void lawsHold(Subject<?> subject) throws MalformedPacketException {
        checkAll(subject);
    }

    private static List<Subject<?>> subjects() {
        return Subject.all();
    }

    private static <T extends Crdt<T>> void checkAll(Subject<T> subject) throws MalformedPacketException {
        for (int i = 0; i < HISTORIES; i++) {
            new Laws<>(subject, SEED + i).check(1 + i % STEPS_MAX);
        }
    }

    /** The laws over one history. */
    private static final class Laws<T extends Crdt<T>> {

        private final Subject<T> subject;
        private final long seed;

        private Laws(Subject<T> subject, long seed) {
            this.subject = subject;
            this.seed = seed;
        }

        private void check(int steps) throws MalformedPacketException {
            History<T> history = new History<>(subject, seed).run(steps);
            T a = history.any();
            T b = history.any();
            T c = history.any();
            T both = a.merge(b);
            same("commutative", both, b.merge(a));
            same("associative", both.merge(c), a.merge(b.merge(c)));
            same("idempotent", both, both.merge(b));
            same("idempotent with itself", a, a.merge(a));
            same("inflationary", both, a.merge(both));
            same("has a bottom", a, subject.empty().merge(a).merge(subject.empty()));
            isTheVeryOne("merging nothing new", both, both.merge(a).merge(b));
            same("deltas are states", history.allStates(), history.allDeltas());
            T decoded = subject.codec().decode(subject.codec().encode(both));
            same("decoding undoes encoding", both, decoded);
            if (both instanceof Causal<?> merged && decoded instanceof Causal<?> fresh) {
                hasTheSameDots(merged, fresh);
            }
            isUnchanged(history);
        }

        /** Equal both as values and as bytes. */
        private void same(String law, T one, T other) {
            if (!one.equals(other) || one.hashCode() != other.hashCode()) {
                throw new AssertionError(law + ": " + one + " and " + other + where());
            }
            byte[] bytes = subject.codec().encode(one);
            if (!Arrays.equals(bytes, subject.codec().encode(other))) {
                throw new AssertionError(
                        law + ", but bytes differ: " + HexFormat.of().formatHex(bytes) + where());
            }
        }

        /** What was merged step by step keeps the same index of dots as what was made at once. */
        private void hasTheSameDots(Causal<?> merged, Causal<?> fresh) {
            if (!new TreeSet<>(merged.liveDots()).equals(new TreeSet<>(fresh.liveDots()))) {
                throw new AssertionError("the index of " + merged + " went astray" + where());
            }
        }

        private void isTheVeryOne(String law, T one, T other) {
            if (System.identityHashCode(one) != System.identityHashCode(other)) {
                throw new AssertionError(law + " made another instance of " + one + where());
            }
        }

        private void isUnchanged(History<T> history) {
            for (int i = 0; i < history.past().size(); i++) {
                T old = history.past().get(i);
                if (!Arrays.equals(history.pastBytes().get(i), subject.codec().encode(old))) {
                    throw new AssertionError("an old instance changed: " + old + where());
                }
            }
        }

        private String where() {
            return "; " + subject + ", -Dswarm.laws.seed=" + seed;
        }
    }
}
