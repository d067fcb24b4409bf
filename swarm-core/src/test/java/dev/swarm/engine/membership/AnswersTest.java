package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Nack;
import dev.swarm.engine.wire.Message.Ping;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node does when it is asked, for itself or for others. */
class AnswersTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    @Test
    void aPingIsAnsweredWithItsNumber() {
        rig.receive(B, B.ping(0xFFFF_FFFEL, SELF));
        assertThat(rig.sent(Ack.class)).containsExactly(new Ack(0xFFFF_FFFEL, null));
    }

    @Test
    void aPingForWhoeverGetsItIsAnswered() {
        rig.receive(B, B.ping(4, null));
        assertThat(rig.sent(Ack.class)).containsExactly(new Ack(4, null));
    }

    @Test
    void aPingForAnotherNameIsNotAnswered() {
        rig.receive(B, B.ping(4, NodeId.of("other")));
        rig.dialledBy(B, B.ping(5, NodeId.of("other")));
        assertThat(rig.sent()).isEmpty();
        assertThat(rig.out.streams.values())
                .allSatisfy(stream -> assertThat(stream.bytes()).isEmpty());
    }

    @Test
    void theAnswerGoesToTheSourceThatThePingNames() {
        rig.receive(Peer.at(77), B.ping(4, SELF));
        assertThat(rig.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.to()).isEqualTo(B.address()));
    }

    @Test
    void aPingWithoutSourceIsAnsweredWhereItCameFrom() {
        rig.receive(Peer.at(77), new Ping(4, SELF, null, null));
        assertThat(rig.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.to()).isEqualTo(Peer.at(77)));
    }

    @Test
    void aPingByStreamIsAnsweredThere() {
        var stream = rig.dialledBy(B, B.ping(9, SELF));
        assertThat(rig.said(stream)).isEqualTo(new Ack(9, null));
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
    }

    @Test
    void aRelayAsksUnderItsOwnNumberAndForwardsUnderTheRequesters() {
        Ping relayed = relay(1_000, true);
        assertThat(relayed.seqNo()).isNotEqualTo(1_000);
        assertThat(relayed.target()).isEqualTo(C.id());
        assertThat(relayed.source()).isEqualTo(StepRig.HOME);

        rig.receive(C, new Ack(relayed.seqNo(), null));
        assertThat(rig.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.to()).isEqualTo(B.address());
            assertThat(sent.of(Ack.class)).containsExactly(new Ack(1_000, null));
        });
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.sent()).as("no nack after the answer").isEmpty();
    }

    @Test
    void aNackGoesOutAtFourFifthsOfTheTimeOut() {
        relay(1_000, true);
        rig.advance(Duration.ofMillis(399));
        assertThat(rig.sent()).isEmpty();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.to()).isEqualTo(B.address());
            assertThat(sent.of(Nack.class)).containsExactly(new Nack(1_000));
        });
    }

    @Test
    void aLateAnswerIsStillForwarded() {
        Ping relayed = relay(1_000, true);
        rig.advance(Duration.ofMillis(900));
        rig.forget();
        rig.receive(C, new Ack(relayed.seqNo(), null));
        assertThat(rig.sent(Ack.class)).containsExactly(new Ack(1_000, null));
    }

    @Test
    void anAnswerAfterTheIntervalIsNot() {
        Ping relayed = relay(1_000, true);
        rig.advance(Duration.ofSeconds(1));
        rig.forget();
        rig.receive(C, new Ack(relayed.seqNo(), null), new Ack(relayed.seqNo(), null));
        assertThat(rig.sent()).isEmpty();
        assertThat(rig.engine.load().relays()).isZero();
    }

    @Test
    void noNackWhereNoneIsWanted() {
        relay(1_000, false);
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.sent(Nack.class)).isEmpty();
    }

    @Test
    void aRequestWithoutSourceIsAnsweredWhereItCameFrom() {
        rig.receive(Peer.at(77), new IndirectPing(5, C.id(), C.address(), true, null, null));
        long own = rig.sent(Ping.class).get(0).seqNo();
        rig.receive(C, new Ack(own, null));
        assertThat(rig.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.to()).isEqualTo(Peer.at(77)));
    }

    @Test
    void relayedQuestionsAreBounded() {
        for (int i = 0; i < Relays.MAX_RUNNING + 10; i++) {
            rig.receive(B, request(i, true));
        }
        assertThat(rig.sent(Ping.class)).hasSize(Relays.MAX_RUNNING);
        assertThat(rig.engine.load().relays()).isEqualTo(Relays.MAX_RUNNING);
        assertThat(rig.engine.counters().get(Rejection.OVERLOAD)).isEqualTo(10);
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.engine.load().relays()).isZero();
    }

    @Test
    void answersCarryWhatIsNew() {
        rig.receive(B, B.alive(1));
        rig.receive(B, C.alive(1), B.ping(3, SELF));
        assertThat(rig.sent()).anySatisfy(sent -> assertThat(sent.messages()).contains(new Ack(3, null), C.alive(1)));
    }

    @Test
    void answersNobodyWaitsForAreIgnored() {
        rig.receive(B, new Ack(1, null), new Ack(0, null), new Nack(1), new Nack(0xFFFF_FFFFL));
        assertThat(rig.sent()).isEqualTo(List.of());
    }

    private static IndirectPing request(long seqNo, boolean nack) {
        return new IndirectPing(seqNo, C.id(), C.address(), nack, B.address(), B.id());
    }

    private Ping relay(long seqNo, boolean nack) {
        rig.receive(Peer.at(77), request(seqNo, nack));
        List<StepRig.Sent> sent = rig.sent();
        assertThat(sent)
                .singleElement()
                .satisfies(packet -> assertThat(packet.to()).isEqualTo(C.address()));
        return sent.get(0).of(Ping.class).get(0);
    }
}
