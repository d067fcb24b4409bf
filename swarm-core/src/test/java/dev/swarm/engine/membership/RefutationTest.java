package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.FIRST_INCARNATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.Versions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node does about claims about itself. */
class RefutationTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer MYSELF =
            new Peer(StepRig.SELF, StepRig.HOME, Peer.meta(StepRig.START_MILLIS).encode(), Versions.OURS);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    RefutationTest() {
        rig.settleWith(B);
    }

    @Test
    void aSuspicionIsRefutedAboveItsNumber() {
        rig.receive(B, MYSELF.suspectedBy("b", FIRST_INCARNATION));
        assertRefutedAt(FIRST_INCARNATION + 1);

        rig.receive(B, MYSELF.suspectedBy("b", FIRST_INCARNATION + 70));
        assertRefutedAt(FIRST_INCARNATION + 71);
    }

    @Test
    void aDeathIsRefutedAboveItsNumber() {
        rig.receive(B, MYSELF.deadBy("b", FIRST_INCARNATION + 7));
        assertRefutedAt(FIRST_INCARNATION + 8);
    }

    @Test
    void aGoodbyeInItsOwnNameIsRefuted() {
        rig.receive(B, MYSELF.goodbye(FIRST_INCARNATION));
        assertRefutedAt(FIRST_INCARNATION + 1);
    }

    @Test
    void otherContentUnderItsNameIsRefuted() {
        rig.receive(B, MYSELF.telling(Peer.text("forged")).alive(FIRST_INCARNATION));
        assertRefutedAt(FIRST_INCARNATION + 1);

        rig.receive(B, MYSELF.alive(FIRST_INCARNATION + 9));
        assertRefutedAt(FIRST_INCARNATION + 10);
    }

    @Test
    void itsOwnWordComingBackIsNone() {
        rig.receive(B, MYSELF.alive(FIRST_INCARNATION));
        assertNothingSaid();
    }

    @Test
    void ownWordsOfThePastAreOldNews() {
        rig.receive(B, MYSELF.telling(null).alive(FIRST_INCARNATION - 1));
        assertNothingSaid();
    }

    @Test
    void whoStillBelievesARefutedAccusationIsToldAgainAtTheSameNumber() {
        rig.receive(B, MYSELF.suspectedBy("b", FIRST_INCARNATION - 1), MYSELF.deadBy("b", FIRST_INCARNATION - 1));
        assertThat(rig.ownIncarnation()).isEqualTo(FIRST_INCARNATION);
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.sent(Claim.class)).isNotEmpty().allMatch(MYSELF.alive(FIRST_INCARNATION)::equals);
    }

    @Test
    void recordsOfATableAreRefutedToo() {
        rig.exchangeWith(B, MYSELF.record(MemberState.DEAD, FIRST_INCARNATION + 3));
        assertRefutedAt(FIRST_INCARNATION + 4);
        rig.exchangeWith(B, MYSELF.record(MemberState.LEFT, FIRST_INCARNATION + 4));
        assertRefutedAt(FIRST_INCARNATION + 5);
        rig.exchangeWith(B, MYSELF.record(MemberState.SUSPECT, FIRST_INCARNATION + 5));
        assertRefutedAt(FIRST_INCARNATION + 6);
    }

    @Test
    void eachRefutationRaisesTheDoubtAboutItself() {
        rig.receive(B, MYSELF.suspectedBy("b", FIRST_INCARNATION));
        rig.receive(B, MYSELF.suspectedBy("b", FIRST_INCARNATION + 1));

        assertThat(rig.engine.view().healthScore()).isEqualTo(2);
        assertThat(rig.engine.counters().get(TrafficCounter.REFUTATIONS)).isEqualTo(2);
    }

    @Test
    void aNodeThatLeavesRefutesNothing() {
        rig.leave();
        rig.forget();
        rig.receive(B, MYSELF.suspectedBy("b", FIRST_INCARNATION), MYSELF.deadBy("b", FIRST_INCARNATION));
        rig.exchangeWith(B, MYSELF.record(MemberState.ALIVE, FIRST_INCARNATION + 1));
        rig.advance(Duration.ofSeconds(3));

        assertThat(rig.ownIncarnation()).isEqualTo(FIRST_INCARNATION);
        assertThat(rig.engine.view().selfMember().status()).isEqualTo(MemberStatus.LEFT);
        assertThat(rig.sent(Alive.class)).isEmpty();
    }

    /** A forged accusation at the end of the range must not silence its victim for good. */
    @Test
    void anAccusationBeyondTheBoundIsNotBelieved() {
        Incarnation tooHigh = new Incarnation(Incarnation.MAX_ACCUSED + 1);
        rig.receive(B, new Suspect(StepRig.SELF, tooHigh, B.id()), new Dead(B.id(), tooHigh, StepRig.SELF));

        assertNothingSaid();
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.engine.counters().get(Rejection.IMPLAUSIBLE)).isEqualTo(2);
    }

    @Test
    void theHighestBelievedAccusationCanBeRefutedManyTimes() {
        for (long at = Incarnation.MAX_ACCUSED; at < Incarnation.MAX; at += 7_000) {
            rig.receive(B, B.suspectedBy("c", at), B.alive(at + 1));
            assertThat(rig.status(B)).as("refuted at %d", at + 1).isEqualTo(MemberStatus.HEALTHY);
            assertThat(rig.incarnation(B)).isEqualTo(at + 1);

            rig.receive(B, B.alive(at + 7_000));
        }
    }

    @Test
    void whoAnnouncedAHighNumberMayBeAccusedAtIt() {
        rig.receive(B, B.alive(Incarnation.MAX), B.suspectedBy("c", Incarnation.MAX));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    private void assertRefutedAt(long incarnation) {
        assertThat(rig.ownIncarnation()).isEqualTo(incarnation);
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.sent(Claim.class)).isNotEmpty().allMatch(MYSELF.alive(incarnation)::equals);
        assertThat(rig.news()).isEmpty();
    }

    private void assertNothingSaid() {
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.ownIncarnation()).isEqualTo(FIRST_INCARNATION);
        assertThat(rig.sent(Claim.class)).isEqualTo(List.of());
    }
}
