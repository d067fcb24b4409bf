package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.wire.Message.Ping;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose word counts against b, in a cluster of five that all answer: at least 4 s of doubt, at most 24 s. */
class CredibilityTest {

    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(24);
    private static final Duration SHORTEST_DOUBT = Duration.ofSeconds(4);

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Peer D = Peer.node("d", 4);
    private static final Peer E = Peer.node("e", 5);

    private final StepRig rig = StepRig.founded(StepRig.quiet(MembershipConfig.lan()));

    CredibilityTest() {
        rig.settleWith(B, C, D, E);
    }

    @Test
    void aHealthyMembersVerdictIsTaken() {
        rig.receive(C, B.deadBy("c", 5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void aSuspectsVerdictIsADoubtAndAQuestion() {
        rig.receive(D, C.suspectedBy("d", 5));
        rig.forget();

        rig.receive(C, B.deadBy("c", 5));

        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        assertAskedAtOnce();
    }

    @Test
    void aStrangersVerdictIsOnlyAQuestion() {
        rig.receive(C, B.deadBy("x", 5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        assertAskedAtOnce();
    }

    @Test
    void aVerdictOfWhoIsDownIsOnlyAQuestion() {
        rig.receive(D, C.deadBy("d", 5));
        rig.forget();

        rig.receive(C, B.deadBy("c", 5));

        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        assertAskedAtOnce();
    }

    @Test
    void whoWasInDoubtItselfIsTakenAtItsWordOnceItsOwnDoubtsAreAllNewer() {
        rig.receive(D, C.suspectedBy("d", 5));
        rig.receive(C, C.alive(6));
        rig.receive(C, B.deadBy("c", 5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.receive(B, B.alive(6));

        rig.advance(LONGEST_DOUBT.plusMillis(1));

        rig.receive(C, B.deadBy("c", 6));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void whoseWordIsDoubtedIsStillBelievedItsGoodbye() {
        rig.receive(D, B.suspectedBy("d", 5));
        rig.receive(B, B.goodbye(5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.LEFT);
    }

    @Test
    void aDoubtfulVerdictEndsInTimeUnlessItIsRefuted() {
        rig.receive(D, C.suspectedBy("d", 5));
        rig.receive(C, B.deadBy("c", 5));
        fallSilentAtTheEndOf(LONGEST_DOUBT);
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void repeatedDoubtfulVerdictsDoNotShortenTheDoubt() {
        rig.receive(D, C.suspectedBy("d", 5));
        for (int i = 0; i < 20; i++) {
            rig.receive(C, B.deadBy("c", 5), B.deadBy("x" + i, 5));
        }
        rig.advance(LONGEST_DOUBT.minusMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void theDeadAreFoundOutByOwnQuestionsWhoeverAccusesThem() {
        rig.silence(B);
        rig.receive(C, B.deadBy("x", 5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);

        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void aStrangersDoubtIsOnlyAQuestion() {
        rig.receive(C, B.suspectedBy("x", 5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        assertAskedAtOnce();
    }

    @Test
    void aSuspectsDoubtIsOnlyAQuestionUnlessOthersDoubtToo() {
        rig.receive(D, C.suspectedBy("d", 5));
        rig.receive(C, B.suspectedBy("c", 5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);

        rig.receive(D, B.suspectedBy("d", 5), B.suspectedBy("c", 5), B.suspectedBy("e", 5));

        fallSilentAtTheEndOf(SHORTEST_DOUBT);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void whoIsDownOrUnknownConfirmsNothing() {
        rig.receive(D, C.deadBy("d", 5));
        rig.receive(D, B.suspectedBy("d", 5), B.suspectedBy("c", 5), B.suspectedBy("x", 5), B.suspectedBy("y", 5));
        rig.advance(SHORTEST_DOUBT.multipliedBy(3));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void whoWasGivenUpByMistakeHasTwiceTheTimeAtLeast() {
        rig.receive(C, B.deadBy("c", 5));
        rig.receive(B, B.alive(6));

        rig.receive(C, B.suspectedBy("c", 6), B.suspectedBy("d", 6), B.suspectedBy("e", 6));

        fallSilentAtTheEndOf(SHORTEST_DOUBT.multipliedBy(2));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void whoWasWellForLongHasNoMoreTimeThanOthers() {
        rig.receive(C, B.deadBy("c", 5));
        rig.receive(B, B.alive(6));
        rig.advance(LONGEST_DOUBT.multipliedBy(10).plusMillis(1));

        rig.receive(C, B.suspectedBy("c", 6), B.suspectedBy("d", 6), B.suspectedBy("e", 6));

        fallSilentAtTheEndOf(SHORTEST_DOUBT);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void whoAnswersTheLastQuestionIsNotGivenUpForAMissedRefutation() {
        rig.receive(C, B.suspectedBy("c", 5), B.suspectedBy("d", 5), B.suspectedBy("e", 5));

        rig.advance(SHORTEST_DOUBT.multipliedBy(5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.silence(B);
        rig.advance(SHORTEST_DOUBT);

        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    /** It answers until shortly before it is asked a last time; ends a millisecond early. */
    private void fallSilentAtTheEndOf(Duration doubt) {
        rig.advance(doubt.minusMillis(1_100));
        rig.silence(B);
        rig.advance(Duration.ofMillis(1_099));
    }

    private void assertAskedAtOnce() {
        assertThat(rig.sent(Ping.class)).extracting(Ping::target).containsExactly(B.id());
    }
}
