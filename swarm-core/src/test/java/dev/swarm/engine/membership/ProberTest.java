package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Lifeguard;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Nack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.Versions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One round of questions after another. */
class ProberTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Peer D = Peer.node("d", 4);
    private static final Peer E = Peer.node("e", 5);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    @Test
    void oneMemberIsAskedPerInterval() {
        rig.settleWith(B, C, D);
        for (int second = 0; second < 30; second++) {
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.sent(Ping.class)).hasSize(1);
        }
    }

    @Test
    void eachMemberIsAskedInEachPass() {
        Peer[] peers = peers(2, 19);
        rig.settleWith(peers);
        Map<String, Integer> last = new HashMap<>();
        for (int second = 0; second < 10 * peers.length; second++) {
            rig.advance(Duration.ofSeconds(1));
            String asked = String.valueOf(rig.sent(Ping.class).get(0).target());
            Integer before = last.put(asked, second);
            if (before != null) {
                assertThat(second - before).isLessThanOrEqualTo(2 * peers.length - 1);
            }
        }
        assertThat(last).hasSize(peers.length);
    }

    @Test
    void theEndedAreNotAsked() {
        rig.settleWith(B, C);
        rig.receive(C, B.deadBy("c", 5), C.goodbye(5));
        rig.advance(Duration.ofSeconds(20));
        assertThat(rig.sent(Ping.class)).isEmpty();
    }

    @Test
    void aSilentMemberIsAskedThroughOthersThenDoubted() {
        Ping ping = silentRound(B);
        rig.advance(Duration.ofMillis(499));
        assertThat(rig.sent(IndirectPing.class)).isEmpty();

        rig.advance(Duration.ofMillis(1));
        List<IndirectPing> asked = rig.sent(IndirectPing.class);
        IndirectPing expected = new IndirectPing(ping.seqNo(), B.id(), B.address(), true, StepRig.HOME, StepRig.SELF);
        assertThat(asked).hasSize(3).containsOnly(expected);
        assertThat(rig.said(rig.dialsTo(B.address()).get(0))).isEqualTo(ping);

        rig.advance(Duration.ofMillis(499));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        assertThat(rig.dialsTo(B.address()))
                .as("the ping by stream ends with the round")
                .isEmpty();
        assertThat(rig.engine.counters().get(TrafficCounter.PROBE_FAILURES)).isEqualTo(1);
    }

    @Test
    void aLateAnswerSavesTheMember() {
        Ping ping = silentRound(B);
        rig.advance(Duration.ofMillis(999));
        rig.receive(B, new Ack(ping.seqNo(), null));
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void aRelayedAnswerSavesTheMember() {
        Ping ping = silentRound(B);
        rig.advance(Duration.ofMillis(600));
        rig.receive(C, new Ack(ping.seqNo(), null));
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void anAnswerByStreamSavesTheMember() {
        Ping ping = silentRound(B);
        rig.advance(Duration.ofMillis(600));
        StreamId stream = rig.dialsTo(B.address()).get(0);
        rig.reply(stream, new Ack(ping.seqNo(), null));
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
    }

    @Test
    void otherAnswersSaveNobody() {
        Ping ping = silentRound(B);
        rig.receive(B, new Ack(ping.seqNo() + 1, null), new Ack(0, null), new Ack(0xFFFF_FFFFL, null));
        rig.receive(C, new Nack(ping.seqNo() + 1));
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void whoAnnouncesItselfWhileAskedIsNotDoubtedAtTheNewNumber() {
        silentRound(B);
        rig.advance(Duration.ofMillis(800));
        rig.receive(B, B.restartedAt(Peer.STARTED_MILLIS + 9).alive(6));
        rig.advance(Duration.ofMillis(400));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void oldPeersAreAskedForNoNackAndNotByStream() {
        Versions old = new Versions(1, 2, 2, 0, 255, 5);
        Peer oldTarget = B.speaking(old);
        Peer oldRelay = C.speaking(new Versions(1, 3, 2, 0, 255, 5));
        rig.settleWith(oldTarget, oldRelay);
        rig.silence(oldTarget);
        awaitPing(oldTarget);
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.sent(IndirectPing.class))
                .singleElement()
                .satisfies(asked -> assertThat(asked.wantsNack()).isFalse());
        assertThat(rig.dialsTo(oldTarget.address())).isEmpty();
    }

    @Test
    void aSuspectGetsExactlyThePingAndTheSuspicion() {
        rig.settleWith(B, C, D, E);
        rig.receive(C, B.suspectedBy("c", 5), Peer.node("news", 9).alive(1));
        rig.forget();
        StepRig.Sent toSuspect = awaitPing(B);
        assertThat(toSuspect.messages()).hasSize(2);
        assertThat(toSuspect.messages().get(0)).isInstanceOf(Ping.class);
        assertThat(toSuspect.messages().get(1))
                .isEqualTo(new Suspect(B.id(), B.alive(5).incarnation(), StepRig.SELF));
    }

    @Test
    void withoutTheBuddyPartASuspectIsAskedLikeAnybody() {
        StepRig plain = StepRig.founded(StepRig.quiet(MembershipConfig.lan()).with(Lifeguard.OFF));
        plain.settleWith(B, C);
        plain.receive(C, B.suspectedBy("c", 5));
        plain.advance(Duration.ofSeconds(2));
        assertThat(plain.sent())
                .filteredOn(packet -> !packet.of(Ping.class).isEmpty())
                .allSatisfy(packet -> assertThat(packet.of(Suspect.class))
                        .noneMatch(said -> said.from().equals(StepRig.SELF)));
    }

    @Test
    void missingNacksMakeTheNodeDoubtItself() {
        silentRound(B);
        List.of(C, D, E).forEach(rig::silence);
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.engine.view().healthScore()).isEqualTo(2);
    }

    @Test
    void nacksShowThatTheNodeIsHeard() {
        Ping ping = silentRound(B);
        rig.advance(Duration.ofMillis(900));
        for (Peer relay : List.of(C, D, E)) {
            rig.receive(relay, new Nack(ping.seqNo()));
            rig.silence(relay);
        }
        rig.advance(Duration.ofMillis(100));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        assertThat(rig.engine.view().healthScore())
                .as("for the failure, not for silence")
                .isEqualTo(1);
    }

    @Test
    void withoutRelaysAFailureCountsOnce() {
        rig.settleWith(B);
        rig.silence(B);
        awaitPing(B);
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.engine.view().healthScore()).isEqualTo(1);
    }

    @Test
    void aNodeThatDoubtsItselfGivesOthersMoreTime() {
        silentRound(B);
        rig.advance(Duration.ofSeconds(1));
        rig.silence(C);
        rig.forget();
        Peer next = null;
        for (int i = 0; i < 200 && next == null; i++) {
            rig.advance(Duration.ofMillis(100));
            next = rig.sent().stream().anyMatch(packet -> isPing(packet, C)) ? C : null;
        }
        int score = rig.engine.view().healthScore();
        assertThat(score).isPositive();
        rig.advance(Duration.ofMillis(500L * (score + 1) - 110));
        assertThat(rig.sent(IndirectPing.class)).isEmpty();
        rig.advance(Duration.ofMillis(220));
        assertThat(rig.sent(IndirectPing.class)).isNotEmpty();
    }

    @Test
    void whoIsAnsweredAsksTheNextAfterThePlainIntervalInSpiteOfDoubt() {
        rig.settleWith(B, C, D);
        awaitPing(B);
        for (int accusation = 0; accusation < 5; accusation++) {
            Incarnation own = rig.engine.view().selfMember().incarnation();
            rig.receive(B, new Suspect(StepRig.SELF, own, B.id()));
        }
        assertThat(rig.engine.view().healthScore()).isGreaterThan(3);
        rig.forget();
        rig.advance(Duration.ofSeconds(3));
        assertThat(rig.sent(Ping.class)).hasSize(3);
    }

    @Test
    void whoHearsOfASuspicionAsksAtOnce() {
        StepRig eager = StepRig.founded();
        eager.settleWith(B, C, D);
        eager.receive(C, B.suspectedBy("c", 5));
        assertThat(eager.sent()).anyMatch(packet -> isPing(packet, B));
    }

    @Test
    void urgentQuestionsAreBounded() {
        StepRig eager = StepRig.founded();
        Peer[] peers = peers(2, 40);
        eager.settleWith(peers);
        for (Peer peer : peers) {
            eager.receive(B, peer.suspectedBy("x", 5), peer.suspectedBy("y", 5));
        }
        assertThat(eager.sent(Ping.class)).hasSize(Prober.MAX_URGENT);
        assertThat(eager.engine.load().probes()).isLessThanOrEqualTo(Prober.MAX_URGENT + 1);
    }

    @Test
    void ofManyMembersOnlySomeAskASuspectAtOnce() {
        int asking = 0;
        Peer[] peers = peers(2, 400);
        for (int seed = 0; seed < 20; seed++) {
            StepRig one = new StepRig(MembershipConfig.lan(), StepRig.PLAIN, Peer.meta(1), seed);
            one.start();
            one.meet(peers);
            one.forget();
            one.receive(B, peers[5].suspectedBy("x", 5));
            asking += one.sent().stream().anyMatch(packet -> isPing(packet, peers[5])) ? 1 : 0;
        }
        assertThat(asking).isLessThan(6);
    }

    @Test
    void aMemberWhoseHostRefusesIsDoubtedAfterAShortGrace() {
        silentRound(B);
        rig.advance(Duration.ofMillis(500));
        rig.fail(rig.dialsTo(B.address()).get(0), StreamEnd.REFUSED);
        rig.advance(Duration.ofMillis(99));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    /** Brings the moment at which a silent member has just been asked. */
    private Ping silentRound(Peer silent) {
        rig.settleWith(B, C, D, E);
        rig.silence(silent);
        return awaitPing(silent).of(Ping.class).get(0);
    }

    private StepRig.Sent awaitPing(Peer target) {
        for (int i = 0; i < 100; i++) {
            long wait = rig.engine.nextDeadlineNanos() - rig.now().nanos();
            rig.advance(Duration.ofNanos(Math.max(0, wait)));
            for (StepRig.Sent packet : rig.sent()) {
                if (isPing(packet, target)) {
                    return packet;
                }
            }
        }
        throw new AssertionError(target.id() + " was not asked");
    }

    private static boolean isPing(StepRig.Sent packet, Peer target) {
        return packet.to().equals(target.address()) && !packet.of(Ping.class).isEmpty();
    }

    private static Peer[] peers(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Peer.node("n" + i, i))
                .toArray(Peer[]::new);
    }
}
