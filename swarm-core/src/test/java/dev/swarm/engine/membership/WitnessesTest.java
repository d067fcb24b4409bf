package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Fellow;
import dev.swarm.engine.wire.Fellow.Gone;
import dev.swarm.engine.wire.LinkCodec;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.UserData;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A killed process is given up fast, but never by one observer's word. */
class WitnessesTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Peer D = Peer.node("d", 4);

    private final StepRig rig = StepRig.founded();

    WitnessesTest() {
        rig.settleWith(B, C, D);
    }

    @Test
    void whatOneNodeSawAloneIsOnlyADoubt() {
        seeGone();
        rig.advance(Duration.ofMillis(900));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void theNeighboursAreToldWhatWasSeen() {
        seeGone();
        assertThat(rig.sent())
                .filteredOn(sent -> sent.of(UserData.class).stream()
                        .anyMatch(data -> gone("a", 5).equals(Fellow.of(data))))
                .extracting(StepRig.Sent::to)
                .containsExactlyInAnyOrder(C.address(), D.address());
    }

    @Test
    void twoWitnessesAreEnough() {
        seeGone();
        rig.receive(C, data(gone("c", 5)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeStatusChanged b", "NodeDown b");
    }

    @Test
    void theOrderOfWitnessesDoesNotMatter() {
        rig.receive(C, data(gone("c", 5)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.sent(Ping.class)).as("it looks for itself").anyMatch(ping -> B.id().equals(ping.target()));
        rig.advance(Duration.ZERO);
        rig.silence(B);
        seeGone();
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void aHundredOthersAreNotEnoughForANodeThatSeesTheMember() {
        for (int i = 0; i < 20; i++) {
            rig.receive(C, data(gone("c", 5)), data(gone("d", 5)));
        }
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void strangersTheMemberItselfAndThisNodeAreNoWitnesses() {
        seeGone();
        rig.receive(C, data(gone("stranger", 5)), data(gone("b", 5)), data(gone("a", 5)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void evidenceCountsOnlyAtTheNumberItWasSeenAt() {
        rig.receive(C, data(gone("c", 5)));
        rig.receive(B, B.alive(6));
        seeGone();
        rig.receive(C, data(gone("c", 5)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.receive(D, data(gone("d", 6)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void whoAnswersADatagramIsNotGone() {
        StreamId link = up(B);
        rig.forget();
        rig.fail(link, StreamEnd.CLOSED);
        rig.silence(B);
        long asked = rig.sent(Ping.class).get(0).seqNo();
        rig.advance(Duration.ZERO);
        rig.fail(rig.dialsTo(B.address()).get(0), StreamEnd.REFUSED);
        rig.advance(Duration.ofMillis(50));
        rig.receive(B, new Ack(asked, null));
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void aProcessThatCameBackMeanwhileIsNotAccused() {
        StreamId link = up(B);
        rig.silence(B);
        rig.fail(link, StreamEnd.CLOSED);
        rig.advance(Duration.ZERO);
        rig.fail(rig.dialsTo(B.address()).get(0), StreamEnd.REFUSED);
        rig.receive(B, B.restartedAt(Peer.STARTED_MILLIS + 5).alive(6));
        rig.advance(Duration.ofMillis(200));
        rig.receive(C, data(gone("c", 6)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void nonsenseIsIgnored() {
        Gone ofNobody = new Gone(NodeId.of("nobody"), Incarnation.ZERO, C.id());
        Gone ofMyself = new Gone(StepRig.SELF, new Incarnation(rig.ownIncarnation()), C.id());
        rig.receive(
                C, data(ofNobody), data(ofMyself), new UserData(Peer.text("SW\u0002")), new UserData(Peer.text("")));
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.news()).isEmpty();
    }

    /** The link to b ends, its host refuses the next connection, and no datagram is answered. */
    private void seeGone() {
        StreamId link = up(B);
        rig.silence(B);
        rig.fail(link, StreamEnd.CLOSED);
        rig.advance(Duration.ZERO);
        rig.dialsTo(B.address()).forEach(dial -> rig.fail(dial, StreamEnd.REFUSED));
        rig.advance(Duration.ofMillis(100));
    }

    private StreamId up(Peer peer) {
        StreamId link = rig.linksTo(peer.address()).get(0);
        rig.engine.onStreamBytes(rig.now(), link, new LinkCodec(rig.packets).hello(peer.id()));
        return link;
    }

    private static Gone gone(String witness, long incarnation) {
        return new Gone(B.id(), new Incarnation(incarnation), NodeId.of(witness));
    }

    private static Message data(Fellow message) {
        return message.toUserData();
    }
}
