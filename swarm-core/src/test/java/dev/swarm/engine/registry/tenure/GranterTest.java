package dev.swarm.engine.registry.tenure;

import static dev.swarm.engine.registry.tenure.TenureRig.bits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import dev.swarm.engine.wire.registry.TenureMessage.Yield;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one node promises: to whom, for how long, and with which floor. */
class GranterTest {

    private static final Claimant A = new Claimant(NodeId.of("a"), 1);
    private static final Claimant A_AGAIN = new Claimant(NodeId.of("a"), 2);
    private static final Claimant B = new Claimant(NodeId.of("b"), 3);

    private final Terms terms = TenureSimTest.terms(2);
    private final Granter granter = new Granter(terms);
    private long nanos = 5_000;

    @Test
    void aFreshProcessPromisesNothingUntilForgottenPromisesAreOver() {
        assertThat(ask(A, 100, 1)).isEqualTo(bits());
        granter.start(now());
        nanos += terms.promiseNanos() - 1;
        assertThat(ask(A, 200, 1)).isEqualTo(bits());
        nanos++;
        assertThat(ask(A, 300, 1)).isEqualTo(bits(1));
    }

    @Test
    void aPromiseBindsToTheLastInstant() {
        ready();
        ask(A, 100, 1, 2);
        assertThat(ask(B, 100, 2, 3)).isEqualTo(bits(3));
        nanos += terms.promiseNanos() - 1;
        assertThat(ask(B, 100, 2)).isEqualTo(bits());
        nanos++;
        assertThat(ask(B, 100, 2)).isEqualTo(bits(2));
    }

    @Test
    void aRenewalBindsAnewAndOnlyWhatItNames() {
        ready();
        ask(A, 100, 1, 2);
        nanos += terms.promiseNanos() / 2;
        ask(A, 200, 2);
        nanos += terms.promiseNanos() / 2;
        assertThat(ask(B, 100, 1, 2)).isEqualTo(bits(1));
    }

    @Test
    void theNextProcessOfANodeIsSomebodyElse() {
        ready();
        ask(A, 100, 1);
        assertThat(ask(A_AGAIN, 200, 1)).isEqualTo(bits());
        giveBack(A_AGAIN, 300, 1);
        assertThat(ask(B, 100, 1)).isEqualTo(bits());
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() {
        ready();
        ask(A, 100, 1, 2);
        giveBack(B, 500, 1);
        assertThat(ask(B, 600, 1)).isEqualTo(bits());
        giveBack(A, 101, 1);
        assertThat(ask(B, 600, 1, 2)).isEqualTo(bits(1));
    }

    @Test
    void whatWasGivenBackBeforeItWasAskedForAgainStaysPromised() {
        ready();
        ask(A, 100, 1);
        ask(A, 102, 1);
        giveBack(A, 101, 1);
        assertThat(ask(B, 600, 1)).isEqualTo(bits());
    }

    @Test
    void anOldRoundBindsNothingAfterAGivingBack() {
        ready();
        giveBack(A, 101, 1);
        assertThat(ask(A, 100, 1)).isNull();
        assertThat(ask(B, 600, 1)).isEqualTo(bits(1));
    }

    @Test
    void theFloorIsTheHighestCeilingOfOthersForWhatIsGranted() {
        ready();
        ask(A, 100, 1);
        ask(A, 700, 2);
        assertThat(floor(A, 800, 1, 2)).isZero();
        giveBack(A, 900, 1, 2);
        assertThat(floor(B, 50, 3)).isZero();
        assertThat(floor(B, 50, 1)).isEqualTo(800);
        nanos += terms.promiseNanos();
        assertThat(floor(A, 950, 1)).isEqualTo(800);
        assertThat(floor(A_AGAIN, 950, 2)).isEqualTo(800);
    }

    @Test
    void aFreshProcessLearnsFloorsWhileItIsSilentAndNotLater() {
        granter.start(now());
        ask(A, 400, 1);
        granter.learn(now(), 500);
        nanos += terms.silenceNanos();
        granter.learn(now(), 600);
        assertThat(floor(B, 50, 7)).isEqualTo(500);
        assertThat(floor(A, 650)).as("asked for nothing").isEqualTo(600);
    }

    @Test
    void whatCannotBeIsIgnored() {
        ready();
        assertThat(ask(A, -1, 1)).isNull();
        assertThat(ask(A, Long.MAX_VALUE, 1)).isNull();
        giveBack(A, Long.MAX_VALUE, 1);
        assertThat(ask(A, 1, 15, 16, 400_000)).isEqualTo(bits(15));
        giveBack(A, 2, 15, 16, 400_000);
        assertThat(ask(B, 1, 15)).isEqualTo(bits(15));
    }

    private void ready() {
        granter.start(now());
        nanos += terms.silenceNanos();
    }

    private @Nullable BitSet ask(Claimant from, long ceiling, int... partitions) {
        Grant grant = renew(from, ceiling, partitions);
        return grant == null ? null : grant.granted();
    }

    private long floor(Claimant from, long ceiling, int... partitions) {
        Grant grant = renew(from, ceiling, partitions);
        return grant == null ? -1 : grant.floor();
    }

    private @Nullable Grant renew(Claimant from, long ceiling, int... partitions) {
        return granter.onRenew(now(), from, new Renew(9, from.session(), ceiling, bits(partitions)));
    }

    private void giveBack(Claimant from, long ceiling, int... partitions) {
        granter.onYield(now(), from, new Yield(from.session(), ceiling, bits(partitions)));
    }

    private Now now() {
        return new Now(nanos, 0);
    }
}
