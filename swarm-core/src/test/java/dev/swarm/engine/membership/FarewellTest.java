package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.FIRST_INCARNATION;
import static dev.swarm.engine.membership.StepRig.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Answer.Done;
import dev.swarm.engine.step.Answer.Failed;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.UserData;
import dev.swarm.engine.wire.SerfIntent;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leaving in order. */
class FarewellTest {

    private static final Dead GOODBYE = new Dead(SELF, new Incarnation(FIRST_INCARNATION), SELF);

    /** What a Serf agent without tags tells of itself: the mark, and an empty map. */
    private static final Bytes NO_TAGS = Bytes.owning(new byte[] {(byte) 0xFF, (byte) 0x80});

    private final Peer[] peers =
            IntStream.range(2, 12).mapToObj(i -> Peer.node("n" + i, i)).toArray(Peer[]::new);
    private final StepRig rig = StepRig.founded();

    @Test
    void theGoodbyeGoesToManyAtOnce() {
        rig.settleWith(peers);
        rig.leave();

        List<StepRig.Sent> sent = rig.sent();
        assertThat(sent)
                .hasSize(peers.length)
                .allSatisfy(packet -> assertThat(packet.messages()).containsExactly(GOODBYE));
        assertThat(sent.stream().map(StepRig.Sent::to)).doesNotHaveDuplicates();
    }

    @Test
    void itIsAnsweredOnceTheGoodbyeWasToldOftenEnough() {
        rig.settleWith(peers);
        Ticket ticket = rig.leave();
        assertThat(rig.answer(ticket)).isNull();
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.answer(ticket)).isEqualTo(new Done());
        int direct = 2 * peers.length;
        int asRumor = 8;
        assertThat(rig.sent(Dead.class)).hasSize(direct + asRumor).allMatch(GOODBYE::equals);
        assertThat(rig.engine.view().selfMember().status()).isEqualTo(MemberStatus.LEFT);
    }

    @Test
    void serfAgentsAndNobodyElseAreToldInTheirOwnWordsFirst() {
        Peer guest = Peer.guest("guest", 30);
        Peer agent = new Peer(NodeId.of("agent"), Peer.at(31), NO_TAGS, guest.versions());
        rig.settleWith(peers[0], guest, agent);
        long number = rig.ownIncarnation();
        rig.leave();
        rig.advance(Duration.ofSeconds(1));

        List<StepRig.Sent> sent = rig.sent();
        assertThat(sent.stream()
                        .filter(packet -> packet.to().equals(agent.address()))
                        .limit(2))
                .extracting(StepRig.Sent::messages)
                .containsExactly(
                        List.of(SerfIntent.leave(SELF, number)),
                        List.of(new Dead(SELF, new Incarnation(number), SELF)));
        assertThat(sent.stream().filter(packet -> !packet.to().equals(agent.address())))
                .allSatisfy(packet -> assertThat(packet.of(UserData.class)).isEmpty());
    }

    @Test
    void whoIsAloneNeedNotWait() {
        Ticket ticket = rig.leave();
        assertThat(rig.answer(ticket)).isEqualTo(new Done());
    }

    @Test
    void itIsAnsweredAfterTheLimitAtTheLatest() {
        rig.settleWith(peers);
        Ticket ticket = rig.leave();
        for (int i = 0; i < 25; i++) {
            for (Peer peer : peers) {
                rig.receive(peer, Peer.node("fresh-" + i + peer.id(), 100).alive(1));
            }
            rig.advance(Duration.ofMillis(100));
        }
        assertThat(rig.answer(ticket)).isEqualTo(new Done());
    }

    @Test
    void aSecondLeaveFails() {
        rig.settleWith(peers);
        rig.leave();
        assertThat(rig.answer(rig.leave())).isInstanceOf(Failed.class);
    }

    @Test
    void whoHasLeftStillAnswersButAsksNobody() {
        rig.settleWith(peers);
        rig.leave();
        rig.advance(Duration.ofSeconds(3));
        rig.forget();
        rig.receive(peers[0], peers[0].ping(7, SELF), peers[1].suspectedBy("n5", 5));
        rig.advance(Duration.ofSeconds(60));

        List<StepRig.Sent> sent = rig.sent();
        assertThat(sent.stream().flatMap(packet -> packet.of(Ack.class).stream()))
                .containsExactly(new Ack(7, null));
        assertThat(sent.stream().flatMap(packet -> packet.of(Ping.class).stream()))
                .isEmpty();
    }

    @Test
    void nothingBringsALeaverBack() {
        rig.settleWith(peers);
        rig.leave();
        rig.engine.updateWebAddress(rig.now(), "http://late");
        Peer plain = Peer.guest("plain", 60);
        rig.exchangeWith(plain, plain.record(MemberState.ALIVE, 1));
        rig.receive(peers[0], new Peer(SELF, Peer.at(50), null, null).alive(FIRST_INCARNATION + 9));
        rig.advance(Duration.ofSeconds(10));

        assertThat(rig.engine.view().selfMember().status()).isEqualTo(MemberStatus.LEFT);
        assertThat(rig.sent(Alive.class)).noneMatch(claim -> claim.node().equals(SELF));
        PushPull answer = rig.exchangeWith(peers[0]);
        assertThat(answer.records())
                .filteredOn(record -> record.name().equals(SELF))
                .singleElement()
                .satisfies(record -> assertThat(record.state()).isEqualTo(MemberState.LEFT));
    }

    @Test
    void aLeaverJoinsNobody() {
        rig.settleWith(peers);
        rig.leave();
        assertThat(rig.answer(rig.join(Peer.at(77)))).isInstanceOf(Failed.class);
        rig.engine.onCandidates(rig.now(), List.of(Peer.at(78)));
        assertThat(rig.dialsTo(Peer.at(77))).isEmpty();
        assertThat(rig.dialsTo(Peer.at(78))).isEmpty();
    }

    @Test
    void linksEndWithABye() {
        rig.meet(peers);
        rig.advance(Duration.ofSeconds(2));
        List<StreamId> links = List.of(peers).stream()
                .flatMap(peer -> rig.linksTo(peer.address()).stream())
                .toList();
        assertThat(links).isNotEmpty();
        rig.leave();

        assertThat(links).allSatisfy(link -> {
            byte[] bytes = rig.out.stream(link).bytes();
            assertThat(bytes[bytes.length - 1]).isEqualTo((byte) 'E');
            assertThat(rig.out.stream(link).isClosed()).isTrue();
        });
    }

    @Test
    void inTheEndNothingIsWaitedFor() {
        rig.settleWith(peers);
        rig.leave();
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.engine.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
    }
}
