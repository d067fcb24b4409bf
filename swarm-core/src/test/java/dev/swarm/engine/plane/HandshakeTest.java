package dev.swarm.engine.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.config.PlaneConfig.Trust;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.Frames;
import dev.swarm.engine.wire.frame.Hello;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is let in, and who is told why not. The node under test is {@code m}: {@code b} is lesser, {@code z} greater. */
class HandshakeTest {

    private static final Peer B = PlaneRig.peer("b");
    private static final Peer Z = PlaneRig.peer("z");
    private static final byte[] MARK = {Frames.FIRST};

    private final PlaneRig rig = PlaneRig.m();

    @Test
    void whoDialsAndIsAMemberIsLetIn() {
        rig.peers(B);

        StreamId stream = rig.dialledBy(B);

        assertThat(rig.said(stream)).containsExactly("hello m>b");
        assertThat(rig.told).containsExactly("up b");
        assertThat(rig.plane.connected()).containsExactly(B.id());
    }

    @Test
    void whoWasDialledIsLetInWithItsHello() {
        rig.peers(Z);
        StreamId stream = rig.dialTo(Z);
        assertThat(rig.said(stream)).containsExactly("hello m>z");
        assertThat(rig.told).isEmpty();

        rig.answers(stream, Z);

        assertThat(rig.told).containsExactly("up z");
    }

    @Test
    void anotherClusterIsRefused() {
        rig.peers(B);
        Hello other = new Hello(
                new VersionRange(1, 1), 1, "other", B.id(), NodeId.of("m"), PlaneRig.SESSION, PlaneRig.WINDOWS);

        assertRefused(other, ByeReason.OTHER_CLUSTER, Rejection.FOREIGN_CLUSTER);
    }

    @Test
    void whoSpeaksNoCommonVersionIsRefused() {
        rig.peers(B);
        Hello newer = new Hello(
                new VersionRange(2, 3),
                1,
                PlaneRig.CLUSTER,
                B.id(),
                NodeId.of("m"),
                PlaneRig.SESSION,
                PlaneRig.WINDOWS);

        assertRefused(newer, ByeReason.NO_COMMON_VERSION, Rejection.INCOMPATIBLE);
    }

    @Test
    void oneselfIsRefused() {
        assertRefused(rig.helloOf(PlaneRig.peer("m", PlaneRig.SESSION)), ByeReason.SELF, Rejection.IMPLAUSIBLE);
    }

    @Test
    void whoWantsAnotherNodeOrAnEarlierProcessIsRefused() {
        rig.peers(B);
        assertRefused(helloTo(NodeId.of("x"), PlaneRig.SESSION), ByeReason.ANOTHER_NODE, Rejection.NOT_A_MEMBER);
        assertRefused(helloTo(NodeId.of("m"), 5), ByeReason.ANOTHER_NODE, Rejection.NOT_A_MEMBER);
    }

    @Test
    void whoeverAnswersForAnotherIsNotLetIn() {
        rig.peers(Z);
        StreamId stream = rig.dialTo(Z);

        rig.answers(stream, B);

        assertThat(rig.said(stream)).endsWith("bye ANOTHER_NODE");
        assertThat(rig.told).isEmpty();
    }

    @Test
    void aStrangerWaitsForItsClaimAndNoLongerThanTheHandshake() {
        StreamId stream = rig.dialledBy(B);
        rig.advanceMillis(2_900);
        assertThat(rig.said(stream)).isEmpty();

        rig.advanceMillis(100);

        assertThat(rig.said(stream)).containsExactly("bye NOT_A_MEMBER");
        assertThat(rig.counters.get(Rejection.NOT_A_MEMBER)).isEqualTo(1);
    }

    @Test
    void aStrangerIsLetInWhenItsClaimComes() {
        StreamId stream = rig.dialledBy(B);
        rig.advanceMillis(1_000);

        rig.peers(B);

        assertThat(rig.said(stream)).containsExactly("hello m>b");
        assertThat(rig.told).containsExactly("up b");
    }

    @Test
    void aRestartedNodeWaitsUntilItsNewProcessIsKnown() {
        rig.peers(B);
        rig.connected(B);
        Peer restarted = PlaneRig.peer("b", 2);
        StreamId stream = rig.dialledBy(restarted);
        assertThat(rig.told).isEmpty();

        rig.peers(restarted);

        assertThat(rig.told).containsExactly("down b", "up b");
        assertThat(rig.said(stream)).containsExactly("hello m>b");
    }

    @Test
    void nothingButHelloIsTakenBeforeTheHandshakeIsOver() {
        rig.peers(B);
        for (byte[] early : List.of(chunk(Lane.NORMAL), credit())) {
            StreamId stream = rig.accept();
            rig.bytes(stream, MARK, early);
            assertThat(rig.said(stream)).containsExactly("bye VIOLATION");
        }
        StreamId undecided = rig.dialledBy(PlaneRig.peer("x"));
        rig.bytes(undecided, chunk(Lane.NORMAL));
        assertThat(rig.said(undecided)).containsExactly("bye VIOLATION");
        StreamId twice = rig.connected(B);
        rig.bytes(twice, rig.helloOf(B).toFrame());
        assertThat(rig.said(twice)).containsExactly("bye VIOLATION");
        assertThat(rig.counters.get(Rejection.UNEXPECTED_TYPE)).isEqualTo(4);
    }

    @Test
    void whoSaysNothingIsClosedInTime() {
        StreamId silent = rig.accept();
        rig.peers(Z);
        StreamId dialled = rig.dialTo(Z);

        rig.advanceMillis(3_000);

        assertThat(rig.said(silent)).containsExactly("bye TIMEOUT");
        assertThat(rig.closed).contains(silent, dialled);
    }

    @Test
    void strangersTakeNoMoreRoomThanTheBound() {
        List<StreamId> streams = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            streams.add(rig.accept());
        }

        assertThat(rig.plane.load().undecided()).isEqualTo(64);
        assertThat(rig.closed).isEqualTo(streams.subList(64, 70));
        assertThat(rig.counters.get(Rejection.OVERLOAD)).isEqualTo(6);
        rig.advanceMillis(3_000);
        assertThat(rig.plane.load().undecided()).isZero();
    }

    @Test
    void whoDialsANodeThatLeavesIsToldSo() {
        rig.peers(B);
        StreamId standing = rig.connected(B);
        rig.plane.stop(rig.now());
        assertThat(rig.said(standing)).containsExactly("bye DRAINING");
        assertThat(rig.told).containsExactly("down b");

        StreamId late = rig.accept();

        assertThat(rig.said(late)).containsExactly("bye DRAINING");
        assertThat(rig.plane.owns(late)).isFalse();
        assertThat(rig.send(B, Lane.NORMAL, new byte[1])).isEqualTo(SendResult.NOT_CONNECTED);
    }

    @Test
    void ofTwoThatDialEachOtherTheOneOfTheLesserIsKept() {
        rig.peers(Z);
        StreamId mine = rig.dialTo(Z);
        StreamId theirs = rig.dialledBy(Z);
        assertThat(rig.told).isEmpty();

        rig.answers(mine, Z);

        assertThat(rig.told).containsExactly("up z");
        assertThat(rig.said(theirs)).containsExactly("bye SURPLUS");
        rig.advanceMillis(5_000);
        assertThat(rig.told).containsExactly("up z");
    }

    @Test
    void ofTwoThatDialEachOtherTheGreaterGivesItsOwnUp() {
        rig.peers(B);
        rig.advanceMillis(1_000);
        StreamId mine = rig.dialTo(B);

        StreamId theirs = rig.dialledBy(B);

        assertThat(rig.told).containsExactly("up b");
        assertThat(rig.said(theirs)).containsExactly("hello m>b");
        assertThat(rig.said(mine)).containsExactly("hello m>b", "bye SURPLUS");
    }

    @Test
    void theOtherIsTakenWhenTheKeptOneFails() {
        rig.peers(Z);
        StreamId mine = rig.dialTo(Z);
        StreamId theirs = rig.dialledBy(Z);

        rig.breaks(mine, StreamEnd.FAILED);

        assertThat(rig.told).containsExactly("up z");
        assertThat(rig.said(theirs)).containsExactly("hello m>z");
    }

    @Test
    void aSecondConnectionReplacesOneThatIsBroken() {
        rig.peers(B);
        StreamId first = rig.connected(B);
        StreamId second = rig.dialledBy(B);
        assertThat(rig.said(first)).containsExactly("credit 0 0");
        assertThat(rig.told).isEmpty();

        rig.breaks(first, StreamEnd.CLOSED);

        assertThat(rig.told).containsExactly("down b", "up b");
        assertThat(rig.said(second)).containsExactly("hello m>b");
    }

    @Test
    void aSecondConnectionReplacesAnyOtherAfterASecond() {
        rig.peers(B);
        StreamId first = rig.connected(B);
        rig.dialledBy(B);
        rig.advanceMillis(999);
        assertThat(rig.told).isEmpty();

        rig.advanceMillis(1);

        assertThat(rig.told).containsExactly("down b", "up b");
        assertThat(rig.said(first)).endsWith("bye SURPLUS");
    }

    @Test
    void aSecondConnectionThatIsGivenUpChangesNothing() {
        rig.peers(B);
        rig.connected(B);
        StreamId second = rig.dialledBy(B);

        rig.bytes(second, Frames.bye(ByeReason.SURPLUS));
        rig.advanceMillis(5_000);

        assertThat(rig.told).isEmpty();
        assertThat(rig.closed).contains(second);
    }

    @Test
    void onlyTheCertificateThatTheMemberNamesIsTrusted() {
        Bytes right = Bytes.owning(new byte[32]);
        Bytes wrong = Bytes.owning(new byte[] {1});
        Peer proven = new Peer(B.id(), B.address(), B.meta().withFingerprint(right));
        PlaneRig strict = new PlaneRig("m", PlaneConfig.defaults().with(Trust.FINGERPRINT));
        strict.peers(proven);

        assertRefused(strict, proven, wrong);
        assertRefused(strict, proven, null);
        assertRefused(strict, proven, Bytes.EMPTY);
        StreamId good = strict.accept(right);
        strict.bytes(good, MARK, strict.helloOf(proven).toFrame());
        assertThat(strict.told).containsExactly("up b");
        assertThat(strict.counters.get(Rejection.UNTRUSTED)).isEqualTo(3);
    }

    @Test
    void whoIsDialledUnderTlsHearsNothingBeforeItIsProven() {
        Bytes right = Bytes.owning(new byte[32]);
        Peer proven = new Peer(Z.id(), Z.address(), Z.meta().withFingerprint(right));
        PlaneRig strict = new PlaneRig("m", PlaneConfig.defaults().with(Trust.FINGERPRINT));
        strict.peers(proven);
        StreamId stream = strict.dialTo(proven);
        assertThat(strict.secured).containsExactly(stream);
        assertThat(strict.written(stream)).isEmpty();

        strict.plane.onSecured(strict.now(), stream, right);
        strict.answers(stream, proven);

        assertThat(strict.said(stream)).containsExactly("hello m>z");
        assertThat(strict.told).containsExactly("up z");
    }

    @Test
    void whoIsDialledUnderTlsAndIsAnotherHearsOnlyThat() {
        Peer proven = new Peer(Z.id(), Z.address(), Z.meta().withFingerprint(Bytes.owning(new byte[32])));
        PlaneRig strict = new PlaneRig("m", PlaneConfig.defaults().with(Trust.FINGERPRINT));
        strict.peers(proven);
        StreamId stream = strict.dialTo(proven);

        strict.plane.onSecured(strict.now(), stream, Bytes.owning(new byte[] {1}));

        assertThat(strict.said(stream)).containsExactly("bye WRONG_CERTIFICATE");
        assertThat(strict.counters.get(Rejection.UNTRUSTED)).isEqualTo(1);
    }

    @Test
    void anAuthorityOfTheUserVouchesWithoutAFingerprint() {
        PlaneRig pki = new PlaneRig("m", PlaneConfig.defaults().with(Trust.PKI));
        pki.peers(B);
        StreamId plain = pki.accept();
        assertThat(pki.said(plain)).containsExactly("bye WRONG_CERTIFICATE");

        StreamId stream = pki.accept(Bytes.EMPTY);
        pki.bytes(stream, MARK, pki.helloOf(B).toFrame());

        assertThat(pki.told).containsExactly("up b");
    }

    private void assertRefused(Hello hello, ByeReason reason, Rejection counted) {
        long before = rig.counters.get(counted);
        StreamId stream = rig.accept();
        rig.bytes(stream, MARK, hello.toFrame());
        assertThat(rig.said(stream)).containsExactly(PlaneRig.bye(reason));
        assertThat(rig.closed).contains(stream);
        assertThat(rig.counters.get(counted)).isEqualTo(before + 1);
        assertThat(rig.told).isEmpty();
    }

    private static void assertRefused(PlaneRig strict, Peer peer, @Nullable Bytes fingerprint) {
        StreamId stream = strict.accept(fingerprint);
        strict.bytes(stream, MARK, strict.helloOf(peer).toFrame());
        assertThat(strict.said(stream)).containsExactly("bye WRONG_CERTIFICATE");
        assertThat(strict.told).isEmpty();
    }

    private static Hello helloTo(NodeId to, long session) {
        return new Hello(new VersionRange(1, 1), 1, PlaneRig.CLUSTER, B.id(), to, session, PlaneRig.WINDOWS);
    }

    private static byte[] chunk(Lane lane) {
        byte[] frame = new byte[5];
        Frames.putChunkHead(ByteBuffer.wrap(frame), LaneBounds.number(lane), true, 1);
        return frame;
    }

    private static byte[] credit() {
        byte[] frame = new byte[Frames.CREDIT_BYTES];
        Frames.putCredit(ByteBuffer.wrap(frame), 0, 1);
        return frame;
    }
}
