package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Gossip;
import dev.swarm.api.config.MembershipConfig.Lifeguard;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.Suspect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node does while nothing leaves it, and in what beat rumors leave otherwise. */
class SendingBlockedTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Peer D = Peer.node("d", 4);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    @Test
    void nobodyIsBlamedBeforeTheQuestionsAreOut() {
        rig.settleWith(B, C, D);
        List.of(B, C, D).forEach(rig::silence);
        block(true);
        rig.advance(Duration.ofSeconds(20));
        assertThat(rig.sent(Ping.class)).as("one round").hasSize(1);
        assertThat(suspects()).isZero();

        block(false);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.sent(IndirectPing.class)).hasSize(2);
        assertThat(suspects()).as("that round has failed").isEqualTo(1);
    }

    @Test
    void whoWasStuckLetsAWholeRoundPassBeforeItAsksAgain() {
        rig.settleWith(B, C, D);
        List.of(B, C, D).forEach(rig::silence);
        block(true);
        rig.advance(Duration.ofSeconds(20));
        block(false);
        rig.advance(Duration.ofMillis(1));
        int score = rig.engine.view().healthScore();
        assertThat(score).as("for the round that failed").isPositive();
        rig.forget();

        rig.advance(Duration.ofMillis(1_000L * (score + 1) - 10));
        assertThat(rig.sent(Ping.class)).isEmpty();
        rig.advance(Duration.ofMillis(20));
        assertThat(rig.sent(Ping.class)).hasSize(1);
    }

    @Test
    void anAnswerInTimeSavesTheMemberAfterAShortBlock() {
        rig.settleWith(B);
        rig.silence(B);
        block(true);
        rig.forget();
        rig.advance(Duration.ofMillis(1_100));
        Ping ping = rig.sent(Ping.class).get(0);
        rig.receive(B, new Ack(ping.seqNo(), null));
        block(false);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void doubtsThatRunRunOn() {
        rig.settleWith(B, C);
        rig.receive(C, B.suspectedBy("c", 5));
        block(true);
        rig.advance(Duration.ofSeconds(25));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void rumorsQueueUpButRoundsDoNot() {
        rig.settleWith(B, C, D);
        rig.advance(Duration.ofSeconds(5));
        rig.forget();
        block(true);
        rig.receive(C, B.alive(6));
        rig.forget();
        rig.advance(Duration.ofMillis(900));
        assertThat(rig.sent(Alive.class))
                .filteredOn(claim -> !claim.node().equals(StepRig.SELF))
                .hasSizeLessThanOrEqualTo(1);

        block(false);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.sent(Alive.class)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void nacksAreAskedForOnlyWhereTheyCount() {
        StepRig plain = StepRig.founded(StepRig.quiet(MembershipConfig.lan()).with(Lifeguard.OFF));
        plain.settleWith(B, C, D);
        List.of(B, C, D).forEach(plain::silence);
        plain.advance(Duration.ofSeconds(3));
        assertThat(plain.sent(IndirectPing.class)).isNotEmpty().noneMatch(IndirectPing::wantsNack);
    }

    @Test
    void newsThatIsNotPromptWaitsForTheBeat() {
        Gossip lan = MembershipConfig.lan().gossip();
        Gossip inBeats = new Gossip(
                lan.interval(), lan.nodes(), lan.toTheDeadTime(), lan.retransmitMultiplier(), lan.packetSize(), false);
        assertThat(roundsAtOnce(StepRig.founded(StepRig.calm()))).isEqualTo(20);
        assertThat(roundsAtOnce(StepRig.founded(StepRig.calm().with(inBeats)))).isLessThan(5);
    }

    /** Tells of how many of 20 rumors the first round leaves within a hundredth of the interval. */
    private static int roundsAtOnce(StepRig quiet) {
        quiet.settleWith(B, C, D);
        int prompt = 0;
        for (int i = 0; i < 20; i++) {
            quiet.advance(Duration.ofMillis(3_037));
            quiet.forget();
            quiet.receive(C, new Suspect(B.id(), B.alive(6 + i).incarnation(), C.id()), B.alive(7 + i));
            quiet.advance(Duration.ofMillis(2));
            prompt += quiet.sent(Alive.class).isEmpty() ? 0 : 1;
        }
        return prompt;
    }

    private void block(boolean blocked) {
        rig.engine.onSendingBlocked(rig.now(), blocked);
    }

    private long suspects() {
        return List.of(B, C, D).stream()
                .filter(peer -> rig.status(peer) == MemberStatus.SUSPECT)
                .count();
    }
}
