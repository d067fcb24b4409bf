package dev.swarm.engine.registry.tenure;

import static dev.swarm.engine.registry.tenure.TenureRig.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.tenure.TenureRig.Letter;
import dev.swarm.engine.step.HybridClock;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import dev.swarm.engine.wire.registry.TenureMessage.Yield;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tenures of three nodes with a quorum of two, step by step. */
class QuorumTenureTest {

    private final TenureRig rig = TenureRig.of(2, "a", "b", "c");

    @Test
    void whoGetsAQuorumOwnsFromTheSendingForALease() {
        rig.want("a", 3, 5);
        assertThat(rig.holds("a", 3)).as("by its own word alone").isFalse();
        long sent = rig.nanos();
        rig.pass(TenureRig.MILLI);
        rig.deliver();
        assertThat(rig.tenure("a").drainChanged()).isEqualTo(bits(3, 5));

        rig.pass(sent + rig.terms.grantNanos() - 1 - rig.nanos());
        assertThat(rig.holds("a", 3)).isTrue();
        assertThat(rig.tenure("a").gate().isHeldAt(5, rig.nanos())).isTrue();
        rig.pass(1);
        assertThat(rig.holds("a", 3)).isFalse();
        assertThat(rig.tenure("a").gate().isHeldAt(5, rig.nanos())).isFalse();
    }

    @Test
    void whatRunsOutIsToldAndComesBackOnlyAfterThat() {
        rig.want("a", 3);
        rig.deliver();
        rig.tenure("a").drainChanged();
        rig.pass(rig.terms.grantNanos());
        assertThat(rig.tenure("a").nextDeadlineNanos()).isLessThanOrEqualTo(rig.nanos());

        rig.tenure("a").onTime(rig.now("a"));
        rig.deliver();
        rig.tenure("a").onTime(rig.now("a"));
        rig.deliver();
        assertThat(rig.holds("a", 3)).as("before it was told").isFalse();
        assertThat(rig.tenure("a").drainChanged()).isEqualTo(bits(3));

        rig.live(rig.terms.roundNanos());
        assertThat(rig.holds("a", 3)).isTrue();
    }

    @Test
    void isRenewedAsLongAsItIsWanted() {
        rig.want("a", 3);
        rig.live(20 * rig.terms.leaseNanos());
        assertThat(rig.holds("a", 3)).isTrue();

        rig.want("a");
        assertThat(rig.holds("a", 3)).as("owned until it is given up").isTrue();
        rig.live(rig.terms.grantNanos());
        assertThat(rig.holds("a", 3)).isFalse();
    }

    @Test
    void isLostWithoutAQuorumAndFoundAgainWithIt() {
        rig.want("a", 3);
        rig.live(rig.terms.leaseNanos());
        rig.tenures.remove(NodeId.of("b"));
        rig.tenures.remove(NodeId.of("c"));
        rig.live(rig.terms.leaseNanos());
        assertThat(rig.holds("a", 3)).isFalse();

        rig.start("b").onOwners(rig.now("b"), rig.present());
        rig.live(rig.terms.silenceNanos() + rig.terms.leaseNanos());
        assertThat(rig.holds("a", 3)).isTrue();
    }

    @Test
    void tellsWhetherEnoughArePresent() {
        assertThat(rig.tenure("a").isMet()).isTrue();
        rig.tenure("a").onOwners(rig.now("a"), new TreeSet<>(List.of(NodeId.of("a"))));
        assertThat(rig.tenure("a").isMet()).isFalse();
    }

    @Test
    void whatIsGivenUpGoesToTheNextWithinARound() {
        rig.want("a", 3);
        rig.deliver();
        rig.giveUp("a", 3);
        assertThat(rig.holds("a", 3)).isFalse();
        rig.deliver();
        rig.want("b", 3);
        rig.deliver();
        assertThat(rig.holds("b", 3)).isTrue();
    }

    @Test
    void anAnswerToWhatWasGivenUpMeanwhileDoesNotCount() {
        rig.want("a", 3, 4);
        List<Letter> questions = rig.take(letter -> letter.message() instanceof Renew);
        questions.forEach(rig::deliver);
        List<Letter> answers = rig.takeTo("a");
        rig.giveUp("a", 3);
        answers.forEach(rig::deliver);
        assertThat(rig.holds("a", 3)).isFalse();
        assertThat(rig.holds("a", 4)).isTrue();
    }

    @Test
    void answersToAnotherProcessOfThisNodeDoNotCount() {
        rig.want("a", 3);
        rig.take(letter -> letter.message() instanceof Renew).forEach(rig::deliver);
        List<Letter> answers = rig.takeTo("a");
        rig.start("a").onOwners(rig.now("a"), rig.present());
        rig.want("a", 3);
        answers.forEach(rig::deliver);
        assertThat(rig.holds("a", 3)).isFalse();
    }

    @Test
    void answersOfWhoIsNotAskedDoNotCount() {
        rig.tenure("a").onOwners(rig.now("a"), new TreeSet<>(List.of(NodeId.of("a"), NodeId.of("b"))));
        rig.pass(rig.terms.spacingNanos());
        rig.want("a", 3);
        Renew question = (Renew) rig.takeTo("b").get(0).message();
        rig.deliver(new Letter(NodeId.of("c"), NodeId.of("a"), new Grant(question.round(), 0, bits(3))));
        assertThat(rig.holds("a", 3)).isFalse();
        rig.deliver(new Letter(NodeId.of("b"), NodeId.of("a"), new Grant(question.round(), 0, bits(3))));
        assertThat(rig.holds("a", 3)).isTrue();
    }

    @Test
    void ofTwoThatEachHaveAPartOneComesFirstAndStays() {
        TenureRig four = TenureRig.of(3, "a", "b", "c", "d");
        four.want("a", 3);
        four.want("d", 3);
        four.takeTo("a");
        four.deliver(four.takeTo("b").get(0));
        four.deliver();
        four.live(four.terms.leaseNanos());
        boolean first = four.holds("a", 3);
        assertThat(first).isNotEqualTo(four.holds("d", 3));
        four.live(5 * four.terms.leaseNanos());
        assertThat(four.holds("a", 3)).isEqualTo(first);
        assertThat(four.holds("d", 3)).isNotEqualTo(first);
    }

    @Test
    void whoCannotGetAQuorumDoesNotKeepItsPartFromOthers() {
        rig.tenures.remove(NodeId.of("c"));
        rig.want("a", 3);
        rig.takeTo("b");
        rig.pass(rig.terms.patienceNanos(0));
        rig.tenure("a").onTime(rig.now("a"));
        assertThat(rig.takeTo("b"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.message())
                        .isInstanceOfSatisfying(
                                Yield.class,
                                gift -> assertThat(gift.partitions()).isEqualTo(bits(3))));
        rig.want("b", 3);
        rig.deliver();
        assertThat(rig.holds("b", 3)).isTrue();
    }

    @Test
    void tokensHaveRoomAboveTheFloorAndBelowTheCeiling() {
        rig.skew("a", 3_600_000);
        rig.want("a", 3);
        rig.deliver();
        long high = rig.tenure("a").ceiling(3);
        assertThat(rig.tenure("a").floor(3)).isZero();
        assertThat(HybridClock.wallMillis(high) - rig.now("a").wallMillis()).isEqualTo(6_000);
        rig.giveUp("a", 3);
        assertThat(rig.tenure("a").ceiling(3)).isZero();
        rig.deliver();

        rig.want("b", 3);
        rig.deliver();
        assertThat(rig.holds("b", 3)).isTrue();
        assertThat(rig.tenure("b").floor(3)).isEqualTo(high);
        assertThat(rig.tenure("b").ceiling(3)).isGreaterThan(high + 1_000_000);
    }

    @Test
    void aTokenAboveTheCeilingIsReachedWithinARoundAndTold() {
        rig.want("a", 3);
        rig.deliver();
        rig.tenure("a").drainChanged();
        rig.pass(rig.terms.spacingNanos());
        long token = HybridClock.moment(rig.now("a").wallMillis() + 3_600_000);
        rig.tenure("a").reach(rig.now("a"), token);
        assertThat(rig.tenure("a").ceiling(3)).isLessThan(token);
        assertThat(rig.tenure("a").drainChanged()).isEqualTo(bits());
        rig.deliver();
        assertThat(rig.tenure("a").ceiling(3)).isGreaterThan(token);
        assertThat(rig.tenure("a").drainChanged()).isEqualTo(bits(3));
    }

    @Test
    void refusesPartitionsThatAreNone() {
        assertThatThrownBy(() -> rig.want("a", 16)).hasMessageContaining("16 partitions, and none 16");
    }
}
