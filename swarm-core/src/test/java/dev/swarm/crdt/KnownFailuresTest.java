package dev.swarm.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.wire.crdt.CrdtCodec;
import dev.swarm.engine.wire.crdt.ValueCodec;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What replicated states of others are known to get wrong. */
class KnownFailuresTest {

    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final ReplicaId B = new ReplicaId("b", 1);
    private static final ReplicaId C = new ReplicaId("c", 1);
    private static final Comparator<String> ORDER = Comparator.naturalOrder();

    @Test
    void aLostRemoveDoesNotResurrectAnElement() {
        OrSet<String> none = OrSet.empty();
        OrSet<String> added = none.add(A, "wp");
        OrSet<String> a = none.merge(added);
        OrSet<String> b = none.merge(added);
        a = a.merge(a.remove("wp"));

        a = a.merge(b);
        b = b.merge(a);

        assertThat(a.elements()).isEmpty();
        assertThat(b).isEqualTo(a);
    }

    @Test
    void aRemoveDoesNotDeleteAnUnrelatedWaypoint() {
        OrSet<String> none = OrSet.empty();
        OrSet<String> b = none.merge(none.add(B, "wp1"));
        OrSet<String> c = none.merge(none.add(C, "wp2"));
        OrSet<String> removed = b.remove("wp1");
        b = b.merge(removed);

        c = c.merge(removed).merge(b);

        assertThat(c.elements()).containsExactly("wp2");
        assertThat(b.merge(c).elements()).containsExactly("wp2");
    }

    @Test
    void equalStampsConverge() {
        Stamp stamp = new Stamp(7, A);
        LwwRegister<String> one = LwwRegister.of(stamp, "one", ORDER);
        LwwRegister<String> two = LwwRegister.of(stamp, "two", ORDER);

        assertThat(one.merge(two).value()).isEqualTo("two");
        assertThat(two.merge(one)).isEqualTo(one.merge(two));
    }

    @Test
    void equalTimesGoToTheGreaterReplica() {
        LwwRegister<String> a = LwwRegister.of(new Stamp(7, A), "z", ORDER);
        LwwRegister<String> b = LwwRegister.of(new Stamp(7, B), "y", ORDER);

        assertThat(a.merge(b).value()).isEqualTo("y");
        assertThat(b.merge(a).value()).isEqualTo("y");
    }

    @Test
    void aClockBehindAMergedStampStillWritesOverIt() {
        LwwRegister<String> own = LwwRegister.of(Stamp.next(null, 1_000, A), "own", ORDER);
        LwwRegister<String> ahead = LwwRegister.of(Stamp.next(null, 60_000, B), "ahead", ORDER);
        LwwRegister<String> merged = own.merge(ahead);

        LwwRegister<String> written = merged.assign(A, "later", 1_001);

        assertThat(written.stamp()).isGreaterThan(ahead.stamp());
        assertThat(ahead.merge(written).value()).isEqualTo("later");
        assertThat(written.stamp().replica()).as("the writer, not the creator").isEqualTo(A);
    }

    @Test
    void aRestartedNodeDoesNotAddWhatIsDeadAlready() {
        OrSet<String> none = OrSet.empty();
        OrSet<String> peer = none.merge(none.add(A, "x"));
        peer = peer.merge(peer.remove("x"));

        ReplicaId restarted = new ReplicaId("a", 2);
        OrSet<String> fresh = none.merge(none.add(restarted, "x"));

        assertThat(peer.merge(fresh).elements()).containsExactly("x");
    }

    @Test
    void anElementAddedTwiceIsThereOnceAndGoesAtOnce() {
        OrSet<String> none = OrSet.empty();
        OrSet<String> set = none.merge(none.add(A, "wp")).merge(none.add(B, "wp"));
        set = set.merge(set.add(A, "wp"));

        assertThat(set.size()).isEqualTo(1);
        assertThat(set.merge(set.remove("wp")).isEmpty()).isTrue();
    }

    @Test
    void removingAnAbsentElementChangesNothing() {
        OrSet<String> none = OrSet.empty();
        OrSet<String> set = none.merge(none.add(A, "x"));

        OrSet<String> delta = set.remove("y");

        assertThat(delta).isEqualTo(none);
        assertThat(set.merge(delta)).isSameAs(set);
    }

    @Test
    void metadataIsBoundedAfterAThousandPairs() {
        OrSet<String> set = pairs(1_000, 3);

        assertThat(set.isEmpty()).isTrue();
        assertThat(CrdtCodec.orSet(ValueCodec.TEXT).encode(set)).hasSizeLessThan(50);
    }

    @Test
    void metadataIsBoundedAfterAMillionPairs() {
        OrSet<String> set = pairs(1_000_000, 1_000);

        assertThat(set.context().dotCount()).isEqualTo(1_000_000);
        assertThat(set.context().cloudRanges()).isZero();
        assertThat(set.liveDots()).isEmpty();
        assertThat(CrdtCodec.orSet(ValueCodec.TEXT).encode(set)).hasSizeLessThan(50);
    }

    @Test
    void aContextOfAMillionDotsThatCameOutOfOrderIsOneRange() {
        SplittableRandom random = new SplittableRandom(1);
        CausalContext context = CausalContext.EMPTY;
        long[] window = new long[100];
        for (long from = 1; from <= 1_000_000; from += window.length) {
            for (int i = 0; i < window.length; i++) {
                int at = random.nextInt(i + 1);
                window[i] = window[at];
                window[at] = from + i;
            }
            for (long counter : window) {
                context = context.add(new Dot(A, counter));
            }
        }
        assertThat(context.vector().get(A)).isEqualTo(1_000_000);
        assertThat(context.cloudRanges()).isZero();
    }

    private static OrSet<String> pairs(int count, int keys) {
        OrSet<String> set = OrSet.empty();
        for (int i = 0; i < count; i++) {
            String key = "key" + i % keys;
            set = set.merge(set.add(A, key));
            set = set.merge(set.remove(key));
        }
        return set;
    }
}
