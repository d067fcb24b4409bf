package dev.swarm.engine.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom a node dials, when, and whom it lets go. */
class CaretakerTest {

    private static final Peer B = PlaneRig.peer("b");
    private static final Peer Z = PlaneRig.peer("z");

    private final PlaneRig rig = PlaneRig.m();

    @Test
    void theLesserDialsAtOnceTheGreaterAfterASecond() {
        rig.peers(B, Z);
        assertThat(rig.dialsTo(Z)).hasSize(1);
        assertThat(rig.dialsTo(B)).isEmpty();

        rig.advanceMillis(1_000);

        assertThat(rig.dialsTo(B)).hasSize(1);
    }

    @Test
    void thePauseDoublesFromATenthOfASecondToHalfAMinute() {
        rig.peers(Z);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            rig.breaks(rig.dialTo(Z), StreamEnd.REFUSED);
            long before = rig.now().nanos();
            rig.advance(Duration.ofNanos(Math.max(0, rig.plane.nextDeadlineNanos() - before)));
            pauses.add((rig.now().nanos() - before) / 1_000_000);
        }

        assertThat(pauses.get(0)).isBetween(50L, 100L);
        assertThat(pauses.get(1)).isBetween(100L, 200L);
        assertThat(pauses.get(5)).isBetween(1_600L, 3_200L);
        assertThat(pauses).allMatch(pause -> pause <= 30_000);
        assertThat(pauses.get(13)).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void aNewAddressOrProcessIsDialledAtOnce() {
        rig.peers(Z);
        for (int i = 0; i < 8; i++) {
            rig.breaks(rig.dialTo(Z), StreamEnd.REFUSED);
            rig.advance(
                    Duration.ofNanos(rig.plane.nextDeadlineNanos() - rig.now().nanos()));
        }
        rig.breaks(rig.dialTo(Z), StreamEnd.REFUSED);
        Peer moved = new Peer(Z.id(), NodeAddress.loopback(9), Z.meta());

        rig.peers(moved);
        assertThat(rig.dialsTo(moved)).hasSize(1);
        rig.breaks(rig.dialTo(moved), StreamEnd.REFUSED);
        Peer restarted = new Peer(Z.id(), NodeAddress.loopback(9), PlaneRig.meta(2));
        rig.peers(restarted);

        assertThat(rig.dialsTo(restarted)).hasSize(1);
    }

    @Test
    void aMinuteOfStandingClearsThePast() {
        rig.peers(Z);
        for (int i = 0; i < 8; i++) {
            rig.breaks(rig.dialTo(Z), StreamEnd.REFUSED);
            rig.advance(
                    Duration.ofNanos(rig.plane.nextDeadlineNanos() - rig.now().nanos()));
        }
        StreamId stream = rig.dialTo(Z);
        rig.answers(stream, Z);
        rig.advance(Duration.ofMinutes(1));
        rig.breaks(stream, StreamEnd.CLOSED);

        rig.advanceMillis(100);

        assertThat(rig.dialsTo(Z)).hasSize(1);
    }

    @Test
    void onlyABreakWithoutGoodbyeSaysThatAPeerMayBeGone() {
        rig.peers(B, Z);
        assertThat(rig.lost(rig.connected(B), StreamEnd.CLOSED)).isEqualTo(B.id());
        assertThat(rig.lost(rig.connected(B), StreamEnd.FAILED)).isNull();
        assertThat(rig.lost(rig.dialTo(Z), StreamEnd.REFUSED)).isEqualTo(Z.id());
        StreamId leaving = rig.connected(B);
        rig.bytes(leaving, Frames.bye(ByeReason.DRAINING));

        assertThat(rig.told).containsExactly("down b");
        assertThat(rig.lost(leaving, StreamEnd.CLOSED)).isNull();
    }

    @Test
    void whoIsNoPeerAnyMoreIsLetGoAfterAMoment() {
        rig.peers(B);
        StreamId stream = rig.connected(B);
        rig.peers();
        rig.advanceMillis(1_999);
        assertThat(rig.told).isEmpty();

        rig.advanceMillis(1);

        assertThat(rig.told).containsExactly("down b");
        assertThat(rig.said(stream)).containsExactly("bye NOT_A_MEMBER");
        assertThat(rig.plane.load().peers()).isZero();
    }

    @Test
    void whoComesBackInThatMomentNoticesNothing() {
        rig.peers(B);
        rig.connected(B);
        rig.peers();
        rig.advanceMillis(1_500);
        rig.peers(B);
        rig.advanceMillis(5_000);

        assertThat(rig.told).isEmpty();
    }

    @Test
    void whoeverIsWantedIsConnectedAsLongAsItIsUsed() {
        Peer[] many = many(40);
        rig.peers(many);
        rig.advanceMillis(1_200);
        Peer far = IntStream.range(0, 40)
                .mapToObj(i -> many[i])
                .filter(peer -> rig.dialsTo(peer).isEmpty() && !choosesM(peer, many))
                .findFirst()
                .orElseThrow();

        rig.plane.want(far.id());
        rig.flush();
        rig.answers(rig.dialTo(far), far);
        assertThat(rig.plane.connected()).contains(far.id());
        rig.advance(Duration.ofSeconds(50));
        assertThat(rig.send(far, Lane.NORMAL, new byte[1])).isEqualTo(SendResult.QUEUED);
        rig.advance(Duration.ofSeconds(59));
        assertThat(rig.plane.connected()).contains(far.id());

        StreamId stream = rig.dialTo(far);
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.plane.connected()).doesNotContain(far.id());
        assertThat(rig.said(stream)).endsWith("bye UNUSED");
    }

    @Test
    void aLargeClusterIsLookedAtOncePerTenthOfASecond() {
        rig.peers(many(40));
        assertThat(rig.dialled).isEmpty();

        rig.advanceMillis(100);

        assertThat(rig.plane.load().peers()).isEqualTo(6);
    }

    @Test
    void aPeerThatIsSilentIsSentAFewBytes() {
        rig.peers(B);
        StreamId stream = rig.connected(B);
        rig.advance(Duration.ofMillis(29_999));
        assertThat(rig.said(stream)).isEmpty();

        rig.advance(Duration.ofSeconds(31));

        assertThat(rig.said(stream)).containsExactly("credit 0 0", "credit 0 0");
    }

    @Test
    void wantingAStrangerDoesNothing() {
        rig.plane.want(B.id());
        rig.flush();

        assertThat(rig.dialled).isEmpty();
    }

    private static boolean choosesM(Peer peer, Peer... others) {
        List<NodeId> all = new ArrayList<>(List.of(NodeId.of("m")));
        Stream.of(others).filter(other -> !other.equals(peer)).forEach(other -> all.add(other.id()));
        return Neighbourhood.of(peer.id(), all, 8).contains(NodeId.of("m"));
    }

    private static Peer[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Peer(NodeId.of("n" + i), NodeAddress.loopback(2_000 + i), PlaneRig.meta(1)))
                .toArray(Peer[]::new);
    }
}
