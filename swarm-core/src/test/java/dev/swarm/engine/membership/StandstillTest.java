package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Ping;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node does that stood still itself, with what others said meanwhile still unread. */
class StandstillTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final Duration A_MOMENT = Duration.ofMillis(5);
    private static final Duration HEARD = Duration.ofMillis(25);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    @Test
    void anAnswerThatLiesUnreadIsNotMissed() {
        Ping ping = asked();
        rig.standStill(LONG);
        rig.engine.onTime(rig.now());
        rig.advance(A_MOMENT);
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        rig.receive(B, new Ack(ping.seqNo(), null));
        rig.answering(B);
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.news()).isEmpty();
    }

    @Test
    void norIsOneThatIsReadAfterSomethingElse() {
        Ping ping = asked();
        rig.standStill(LONG);
        rig.receive(B, B.alive(5));
        rig.engine.onTime(rig.now());
        rig.receive(B, new Ack(ping.seqNo(), null));
        rig.answering(B);
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.news()).isEmpty();
    }

    @Test
    void aRefutationThatLiesUnreadIsNotMissed() {
        rig.settleWith(B, C);
        rig.receive(C, B.suspectedBy("c", 5));
        rig.forget();
        rig.standStill(Duration.ofMinutes(1));
        rig.engine.onTime(rig.now());
        rig.receive(B, B.alive(6));
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b");
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void whoseAnswerDidNotComeIsDoubtedAMomentLater() {
        asked();
        rig.standStill(LONG);
        rig.engine.onTime(rig.now());
        rig.advance(HEARD);
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void whoStandsStillAgainAndAgainJudgesAllTheSame() {
        asked();
        rig.standStill(LONG);
        rig.engine.onTime(rig.now());
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        rig.standStill(LONG);
        rig.engine.onTime(rig.now());
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void whoHadNothingToDoDidNotStandStill() {
        rig.settleWith(B, C);
        List.of(B, C).forEach(rig::silence);
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    /** Returns the question to B that waits for its answer. */
    private Ping asked() {
        rig.settleWith(B);
        rig.silence(B);
        List<Ping> asked = List.of();
        while (asked.isEmpty()) {
            rig.advance(Duration.ofMillis(10));
            asked = rig.sent(Ping.class);
        }
        rig.forget();
        return asked.get(0);
    }
}
