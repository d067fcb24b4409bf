package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.Rejection;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Sync;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Ping;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another member's name claimed from another address. */
class ContendersTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Peer MOVED = B.movedTo(60);
    private static final Peer HEIR = B.restartedAt(Peer.STARTED_MILLIS + 1).movedTo(60);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    ContendersTest() {
        rig.settleWith(B, C);
    }

    @Test
    void theHolderIsAskedAndNothingIsPassedOnMeanwhile() {
        rig.receive(HEIR, HEIR.alive(6));
        assertThat(rig.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.to()).isEqualTo(B.address());
            assertThat(sent.of(Ping.class))
                    .singleElement()
                    .satisfies(ping -> assertThat(ping.target()).isEqualTo(B.id()));
        });
        assertThat(rig.news()).isEmpty();
        assertThat(rig.member(B).address()).isEqualTo(B.address());
    }

    @Test
    void aHolderThatAnswersKeepsTheName() {
        rig.receive(HEIR, HEIR.alive(6));
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.member(B).address()).isEqualTo(B.address());
        assertThat(rig.incarnation(B)).isEqualTo(5);
        assertThat(rig.sent(Claim.class)).isEmpty();
        assertThat(rig.engine.counters().get(Rejection.NAME_CONFLICT)).isEqualTo(1);
    }

    @Test
    void aSilentHolderLosesItAfterTwoTimeOuts() {
        rig.silence(B);
        rig.answering(HEIR);
        rig.receive(HEIR, HEIR.alive(6));
        rig.advance(Duration.ofMillis(999));
        assertThat(rig.member(B).address()).isEqualTo(B.address());
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.member(B).address()).isEqualTo(HEIR.address());
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeDown b", "NodeStatusChanged b", "NodeUp b");
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.sent(Claim.class)).contains(HEIR.alive(6));
    }

    @Test
    void aProcessThatMovesIsNoNewOne() {
        rig.silence(B);
        rig.answering(MOVED);
        rig.receive(MOVED, MOVED.alive(6));
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.member(B).address()).isEqualTo(MOVED.address());
        assertThat(rig.news()).isEmpty();
    }

    @Test
    void aClaimAtNoHigherNumberIsNone() {
        rig.receive(HEIR, HEIR.alive(5));
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.sent(Ping.class)).noneMatch(ping -> ping.seqNo() == 0);
        assertThat(rig.member(B).address()).isEqualTo(B.address());
        assertThat(rig.engine.counters().get(Rejection.NAME_CONFLICT)).isZero();
    }

    @Test
    void whoeverAnnouncedItselfMeanwhileIsNotReplaced() {
        rig.silence(B);
        rig.receive(HEIR, HEIR.alive(6));
        rig.receive(B, B.alive(7));
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.member(B).address()).isEqualTo(B.address());
        assertThat(rig.incarnation(B)).isEqualTo(7);
    }

    @Test
    void theNameOfAMemberThatLeftMovesAtOnce() {
        rig.receive(B, B.goodbye(5));
        rig.receive(HEIR, HEIR.alive(6));
        assertThat(rig.member(B).address()).isEqualTo(HEIR.address());
        assertThat(rig.news()).endsWith("NodeUp b");
    }

    @Test
    void theNameOfAMemberGivenUpMovesAtOnceOrAfterTheReclaimTime() {
        rig.receive(C, B.deadBy("c", 5));
        rig.receive(HEIR, HEIR.alive(6));
        assertThat(rig.member(B).address()).isEqualTo(HEIR.address());

        Sync late = new Sync(Duration.ofDays(1), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofHours(24));
        StepRig patient = StepRig.founded(MembershipConfig.lan().with(late));
        patient.settleWith(B, C);
        patient.receive(C, B.deadBy("c", 5));
        patient.receive(HEIR, HEIR.alive(6));
        patient.advance(Duration.ofMillis(100));
        assertThat(patient.status(B)).isEqualTo(MemberStatus.DOWN);
        patient.advance(Duration.ofSeconds(30));
        patient.receive(HEIR, HEIR.alive(7));
        assertThat(patient.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void disputesAreBounded() {
        int names = Contenders.MAX_DISPUTES + 10;
        for (int i = 0; i < names; i++) {
            rig.receive(C, Peer.node("m" + i, 100 + i).alive(1));
            rig.receive(C, Peer.node("m" + i, 3_000 + i).alive(2));
        }
        assertThat(rig.engine.counters().get(Rejection.OVERLOAD)).isEqualTo(10);
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.engine.view().members().stream()
                        .filter(member -> member.address().ip()[2] > 4))
                .hasSize(Contenders.MAX_DISPUTES);
    }

    @Test
    void oneDisputePerNameAtATime() {
        for (int i = 0; i < 10; i++) {
            Peer rival = B.movedTo(60 + i);
            rig.receive(rival, rival.alive(6 + i));
        }
        assertThat(rig.sent(Ping.class)).hasSize(1);
    }

    @Test
    void afterAMoveTheOldAddressIsFree() {
        rig.silence(B);
        rig.answering(MOVED);
        rig.receive(MOVED, MOVED.alive(6));
        rig.advance(Duration.ofSeconds(2));
        rig.engine.onCandidates(rig.now(), List.of(B.address(), MOVED.address()));
        assertThat(rig.dialsTo(B.address())).hasSize(1);
        assertThat(rig.dialsTo(MOVED.address())).isEmpty();
    }
}
