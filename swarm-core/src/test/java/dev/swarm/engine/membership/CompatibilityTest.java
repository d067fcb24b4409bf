package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Rejection;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Answer.Done;
import dev.swarm.engine.step.Answer.Failed;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.Versions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions: a node of ours never keeps others out, and lets nobody in who would. */
class CompatibilityTest {

    private static final Peer SERF = Peer.serf("serf", 2);
    private static final Peer PLAIN = Peer.guest("plain", 3);
    private static final Peer OURS = Peer.node("ours", 4);
    private static final Versions TOO_NEW = new Versions(6, 9, 6, 0, 0, 0);

    private final StepRig rig = StepRig.founded();

    @Test
    void weSpeakWhatSerfAgentsSpeak() {
        Ticket join = joinVia(SERF);
        assertThat(rig.answer(join)).isEqualTo(new Done());
        assertThat(spoken()).isEqualTo(5);
        assertThat(rig.ownIncarnation()).isEqualTo(StepRig.FIRST_INCARNATION);
    }

    @Test
    void inAClusterOfBareProgramsWeSpeakZeroBeforeAnythingIsGossiped() {
        StepRig newcomer = StepRig.fresh(StepRig.quiet(MembershipConfig.lan()));
        newcomer.start();
        newcomer.engine.onCandidates(newcomer.now(), List.of(PLAIN.address()));
        newcomer.reply(newcomer.dialsTo(PLAIN.address()).get(0), table(true, PLAIN.record(MemberState.ALIVE, 1)));
        newcomer.advance(Duration.ofSeconds(3));

        assertThat(newcomer.sent(Alive.class))
                .filteredOn(claim -> claim.node().equals(StepRig.SELF))
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.versions()).isEqualTo(Versions.OURS.withDelegate(0)));
    }

    @Test
    void aJoinerGetsAnAnswerThatItUnderstands() {
        PushPull answer = rig.exchangeWith(PLAIN, PLAIN.record(MemberState.ALIVE, 1));
        assertThat(own(answer).versions()).isEqualTo(Versions.OURS.withDelegate(0));
        assertThat(rig.knows(PLAIN)).isTrue();
    }

    @Test
    void weFollowAMemberThatOnlyGossips() {
        rig.receive(PLAIN, PLAIN.alive(1));
        rig.answering(PLAIN);
        rig.advance(Duration.ofSeconds(1));
        assertThat(spoken()).isZero();
        assertThat(rig.ownIncarnation()).isEqualTo(StepRig.FIRST_INCARNATION + 1);
    }

    @Test
    void weFollowANodeOfOursThatSpeaksLess() {
        Peer lower = OURS.speaking(Versions.OURS.withDelegate(0));
        rig.receive(lower, lower.alive(1));
        assertThat(spoken()).isZero();

        rig.receive(
                lower,
                OURS.alive(2),
                OURS.speaking(Versions.OURS.withDelegate(9)).alive(3));
        assertThat(spoken()).as("never up again").isZero();
    }

    @Test
    void nodesOfOursThatDoNotFollowYetAreNoReasonToRefuse() {
        rig.receive(OURS, OURS.speaking(Versions.OURS.withDelegate(0)).alive(1));
        Ticket join = joinVia(SERF);
        assertThat(rig.answer(join)).isEqualTo(new Done());
        assertThat(spoken()).isEqualTo(2);
    }

    @Test
    void aTableThatCannotFitIsRefusedAndNothingOfItGossiped() {
        rig.settleWith(SERF, OURS);
        Ticket join = joinVia(PLAIN);
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.answer(join))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("10.0.0.3:7946")
                                .contains("serf"));
        assertThat(rig.knows(PLAIN)).isFalse();
        assertThat(rig.sent(Claim.class)).isEmpty();
        assertThat(rig.engine.counters().get(Rejection.INCOMPATIBLE)).isEqualTo(1);
        assertThat(spoken()).isEqualTo(5);
    }

    @Test
    void aJoinerThatCannotFitIsAnsweredButNotLetIn() {
        rig.settleWith(SERF);
        PushPull answer = rig.exchangeWith(PLAIN, PLAIN.record(MemberState.ALIVE, 1));
        assertThat(own(answer).versions()).isEqualTo(Versions.OURS);
        assertThat(rig.knows(PLAIN)).isFalse();
    }

    /** By datagram memberlist lets anybody in, and from then on nobody can join any more. */
    @Test
    void aMemberThatCannotFitIsNotLetInByDatagramEither() {
        rig.settleWith(SERF);
        Peer future = PLAIN.speaking(TOO_NEW);
        Peer foreign = PLAIN.speaking(new Versions(1, 5, 2, 7, 9, 8));
        Peer mad = PLAIN.speaking(new Versions(0, 0, 0, 0, 0, 0));
        rig.receive(PLAIN, PLAIN.alive(1), future.alive(1), foreign.alive(1), mad.alive(1));
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.knows(PLAIN)).isFalse();
        assertThat(rig.sent(Claim.class)).isEmpty();
        assertThat(rig.engine.counters().get(Rejection.INCOMPATIBLE)).isEqualTo(4);
        assertThat(rig.answer(joinVia(Peer.serf("second", 9)))).isEqualTo(new Done());
    }

    @Test
    void aMemberThatDoesNotSayWhatItSpeaksHarmsNobody() {
        Peer mute = PLAIN.speaking(null);
        rig.receive(mute, mute.alive(1));
        rig.answering(mute);
        assertThat(rig.knows(mute)).isTrue();
        assertThat(spoken()).isEqualTo(5);
        assertThat(rig.answer(joinVia(SERF))).isEqualTo(new Done());
    }

    @Test
    void onlyTheLiveCount() {
        rig.settleWith(PLAIN);
        assertThat(spoken()).isZero();
        rig.receive(PLAIN, PLAIN.goodbye(5));
        assertThat(rig.answer(joinVia(SERF))).isEqualTo(new Done());
        rig.receive(PLAIN, PLAIN.alive(6));
        assertThat(rig.engine.view().member(PLAIN.id()).orElseThrow().status().isLive())
                .as("it does not fit any more")
                .isFalse();
    }

    @Test
    void whoeverSpeaksTheSameAsAFittingMemberFits() {
        for (int i = 0; i < 50; i++) {
            Peer agent = Peer.serf("s" + i, 100 + i);
            rig.receive(agent, agent.alive(1));
            assertThat(rig.knows(agent)).isTrue();
        }
    }

    private Ticket joinVia(Peer peer) {
        Ticket ticket = rig.join(peer.address());
        rig.reply(rig.dialsTo(peer.address()).get(0), table(true, peer.record(MemberState.ALIVE, 1)));
        return ticket;
    }

    private int spoken() {
        PushPull answer = rig.exchangeWith(OURS);
        Versions versions = own(answer).versions();
        return versions == null ? -1 : versions.delegate();
    }

    private static MemberRecord own(PushPull answer) {
        return answer.records().stream()
                .filter(record -> record.name().equals(StepRig.SELF))
                .findFirst()
                .orElseThrow();
    }
}
