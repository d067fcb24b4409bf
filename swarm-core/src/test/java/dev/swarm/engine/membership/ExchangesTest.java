package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Answer.Failed;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.LinkCodec;
import dev.swarm.engine.wire.Message.UserData;
import dev.swarm.engine.wire.StreamCodec;
import dev.swarm.engine.wire.StreamMessage.Failure;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.WireSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Short streams: one request, at most one reply, and an end in every case. */
class ExchangesTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);

    private final StepRig rig = StepRig.founded();

    @Test
    void aRequestCutAnywhereIsAnsweredOnce() {
        byte[] request = rig.streams.encode(StepRig.table(true, B.record(MemberState.ALIVE, 1)), true);
        StreamId stream = rig.acceptedFrom(B);
        for (int i = 0; i < request.length; i++) {
            assertThat(rig.out.stream(stream).bytes()).isEmpty();
            rig.engine.onStreamBytes(rig.now(), stream, new byte[] {request[i]});
        }
        assertThat(rig.said(stream)).isInstanceOf(PushPull.class);
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
        assertThat(rig.knows(B)).isTrue();

        rig.engine.onStreamBytes(rig.now(), stream, request);
        rig.fail(stream, StreamEnd.CLOSED);
        assertThat(rig.engine.load().streams()).isZero();
    }

    @Test
    void aRequestThatCannotBeReadIsAnsweredWithAFailure() {
        byte[] request = rig.streams.encode(StepRig.table(true, B.record(MemberState.ALIVE, 1)), true);
        request[request.length - 40] = (byte) 0xC1;
        request[8] = (byte) 0xC1;
        StreamId stream = rig.acceptedFrom(B);
        rig.engine.onStreamBytes(rig.now(), stream, request);
        assertThat(rig.said(stream)).isInstanceOf(Failure.class);
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
        assertThat(rig.engine.counters().get(Rejection.MALFORMED)).isEqualTo(1);
    }

    @Test
    void anotherClusterGetsNoAnswer() {
        StreamCodec foreign = new StreamCodec(new WireSettings("other", Keyring.none(), false, nonce -> {}));
        StreamId stream = rig.acceptedFrom(B);
        rig.engine.onStreamBytes(
                rig.now(), stream, foreign.encode(StepRig.table(true, B.record(MemberState.ALIVE, 1)), true));
        assertThat(rig.out.stream(stream).bytes()).isEmpty();
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
        assertThat(rig.engine.counters().get(Rejection.FOREIGN_CLUSTER)).isEqualTo(1);
        assertThat(rig.knows(B)).isFalse();
    }

    @Test
    void whoHasNoKeyGetsNothingButAFailureItCannotRead() {
        WireSettings sealed = new WireSettings(
                "test", Keyring.of(List.of(new byte[32])), false, nonce -> Arrays.fill(nonce, (byte) 9));
        StepRig secret = new StepRig(MembershipConfig.lan(), sealed, Peer.meta(1), 3);
        secret.start();
        StreamId stream = secret.acceptedFrom(B);
        secret.engine.onStreamBytes(
                secret.now(), stream, rig.streams.encode(StepRig.table(true, B.record(MemberState.ALIVE, 1)), true));
        assertThat(secret.said(stream)).isInstanceOf(Failure.class);
        assertThat(secret.knows(B)).isFalse();
        assertThat(secret.engine.counters().get(Rejection.WRONG_KEY)).isEqualTo(1);
    }

    @Test
    void aStreamThatSaysNothingIsClosedInTime() {
        StreamId stream = rig.acceptedFrom(B);
        rig.advance(Duration.ofMillis(9_999));
        assertThat(rig.out.stream(stream).isClosed()).isFalse();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
    }

    @Test
    void idleStreamsOfOthersDoNotKeepTheNodeFromAsking() {
        List<StreamId> idle = new ArrayList<>();
        for (int i = 0; i < Exchanges.MAX_SERVED + 10; i++) {
            idle.add(rig.acceptedFrom(B));
        }
        assertThat(idle.stream().filter(id -> rig.out.stream(id).isClosed())).hasSize(10);
        assertThat(rig.engine.counters().get(Rejection.OVERLOAD)).isEqualTo(10);

        rig.join(C.address());
        assertThat(rig.dialsTo(C.address())).hasSize(1);
    }

    @Test
    void ownStreamsAreBoundedToo() {
        Ticket last = new Ticket(0);
        for (int i = 0; i <= Exchanges.MAX_DIALLED; i++) {
            last = rig.join(Peer.at(100 + i));
        }
        assertThat(rig.answer(last))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("too many streams"));
        assertThat(rig.engine.load().streams()).isEqualTo(Exchanges.MAX_DIALLED);
    }

    @Test
    void answersThatAreNoneAreCounted() {
        Ticket join = rig.join(C.address());
        rig.reply(rig.dialsTo(C.address()).get(0), new UserData(Bytes.EMPTY));
        assertThat(rig.answer(join)).isInstanceOf(Failed.class);
        StreamId stream = rig.dialledBy(B, new UserData(Bytes.EMPTY));
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
        assertThat(rig.engine.counters().get(Rejection.UNEXPECTED_TYPE)).isEqualTo(2);
    }

    @Test
    void membersCompareTablesInTheirTurn() {
        StepRig lan = StepRig.founded(MembershipConfig.lan());
        lan.meet(B, C);
        int exchanges = 0;
        for (int second = 0; second < 300; second++) {
            lan.advance(Duration.ofSeconds(1));
            for (Peer peer : List.of(B, C)) {
                for (StreamId dial : lan.dialsTo(peer.address())) {
                    assertThat(((PushPull) lan.said(dial)).join()).isFalse();
                    lan.reply(dial, StepRig.table(false, peer.record(MemberState.ALIVE, 5)));
                    exchanges++;
                }
            }
        }
        assertThat(exchanges).isBetween(9, 11);
    }

    @Test
    void aLinkIsNoExchange() {
        rig.settleWith(B);
        StreamId stream = rig.acceptedFrom(B);
        LinkCodec codec = new LinkCodec(rig.packets);
        rig.engine.onStreamBytes(rig.now(), stream, codec.hello(B.id()));
        assertThat(rig.out.stream(stream).bytes()).isEqualTo(codec.hello(StepRig.SELF));
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.out.stream(stream).isClosed()).isFalse();
    }

    @Test
    void idleLinksOfOthersAreBoundedAndLeaveRoomForOwnOnes() {
        rig.settleWith(B);
        for (int i = 0; i < Links.MAX_LINKS; i++) {
            rig.engine.onStreamBytes(rig.now(), rig.acceptedFrom(C), new byte[] {LinkCodec.FIRST});
        }
        assertThat(rig.engine.load().streams()).isLessThan(Links.MAX_LINKS);
        rig.receive(C, C.alive(1));
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.linksTo(C.address())).hasSize(1);
    }

    @Test
    void anEndOfALinkMakesItsNodeAskedAtOnceByEveryWay() {
        rig.settleWith(B);
        StreamId link = rig.linksTo(B.address()).get(0);
        rig.engine.onStreamBytes(rig.now(), link, new LinkCodec(rig.packets).hello(B.id()));
        rig.forget();
        rig.fail(link, StreamEnd.CLOSED);
        rig.advance(Duration.ZERO);
        assertThat(rig.sent()).anyMatch(sent -> sent.to().equals(B.address()));
        assertThat(rig.news()).isEmpty();
    }

    @Test
    void aStrangerOnALinkIsNobody() {
        StreamId stream = rig.acceptedFrom(C);
        rig.engine.onStreamBytes(rig.now(), stream, new LinkCodec(rig.packets).hello(NodeId.of("stranger")));
        rig.fail(stream, StreamEnd.CLOSED);
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.sent()).isEmpty();
    }
}
