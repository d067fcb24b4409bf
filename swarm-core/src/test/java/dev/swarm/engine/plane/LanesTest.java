package dev.swarm.engine.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Rejection;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.frame.Frames;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves first, how much may leave, and what is taken. */
class LanesTest {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final Peer B = PlaneRig.peer("b");
    private static final Peer C = PlaneRig.peer("c");

    private final PlaneRig rig = PlaneRig.m();
    private StreamId stream = new StreamId(StreamId.Origin.PEER, 0);

    @BeforeEach
    void connect() {
        rig.peers(B, C);
        stream = rig.connected(B);
    }

    @Test
    void allMessagesOfAStepAreOneWrite() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(rig.send(B, Lane.NORMAL, new byte[100])).isEqualTo(SendResult.QUEUED);
        }
        assertThat(rig.written(stream)).isEmpty();

        rig.flush();

        assertThat(rig.written.get(stream))
                .hasSize(1)
                .first()
                .satisfies(bytes -> assertThat(bytes).hasSize(1_000 * 104));
    }

    @Test
    void higherLanesLeaveFirst() {
        rig.send(B, Lane.BULK, new byte[4]);
        rig.send(B, Lane.NORMAL, new byte[3]);
        rig.send(B, Lane.CRITICAL, new byte[2]);
        rig.send(B, Lane.CONTROL, new byte[1]);
        rig.send(B, Lane.CONTROL, new byte[0]);

        rig.flush();

        assertThat(rig.said(stream))
                .containsExactly(
                        "chunk 0 1 last", "chunk 0 0 last", "chunk 1 2 last", "chunk 4 3 last", "chunk 6 4 last");
    }

    @Test
    void normalAndBulkShareFourToOne() {
        for (int i = 0; i < 40; i++) {
            rig.send(B, Lane.NORMAL, new byte[16 * KIB]);
        }
        for (int i = 0; i < 20; i++) {
            rig.send(B, Lane.BULK, new byte[16 * KIB]);
        }

        rig.flush();

        List<String> said = rig.said(stream);
        long bulkAmongFirst = said.subList(0, 50).stream()
                .filter(note -> note.startsWith("chunk 6"))
                .count();
        assertThat(bulkAmongFirst).isBetween(9L, 11L);
        assertThat(said).hasSize(60);
    }

    @Test
    void aLongMessageIsCutAndAnnouncesItsLength() {
        byte[] message = new byte[40_000];
        new SplittableRandom(1).nextBytes(message);
        rig.send(B, Lane.BULK, message);

        rig.flush();

        assertThat(rig.said(stream)).containsExactly("chunk 6 16384", "chunk 6 16384", "chunk 6 7236 last");
        PlaneRig other = new PlaneRig("x", PlaneConfig.defaults());
        Peer m = PlaneRig.peer("m");
        other.peers(m);
        other.bytes(other.connected(m), rig.written(stream));
        assertThat(other.messages).hasSize(1).first().isEqualTo(message);
    }

    @Test
    void noMoreLeavesThanTheWindowAndTheRestWithCredit() {
        for (int i = 0; i < 100; i++) {
            rig.send(B, Lane.BULK, new byte[16 * KIB]);
        }
        rig.flush();
        assertThat(rig.said(stream)).hasSize(31);
        rig.flush();
        assertThat(rig.said(stream)).hasSize(31);

        credit(6, 16_388);

        assertThat(rig.said(stream)).hasSize(32);
    }

    @Test
    void bulkOfAHundredMebibytesHoldsUpACriticalMessageByOneWindowAtMost() {
        long bulkQueued = 0;
        byte[] part = new byte[MIB];
        while (bulkQueued < 100L * MIB) {
            while (rig.send(B, Lane.BULK, part) == SendResult.QUEUED) {
                bulkQueued += MIB;
            }
            rig.flush();
            rig.written.remove(stream);
            credit(6, 31 * 16_388);
        }
        long unread = rig.written(stream).length;

        rig.send(B, Lane.CRITICAL, new byte[10]);
        rig.flush();

        assertThat(unread).isLessThanOrEqualTo(512 * KIB);
        assertThat(rig.said(stream).get(31)).isEqualTo("chunk 1 10 last");
    }

    @Test
    void aPeerThatNeverReadsFillsItsOwnQueueOnly() {
        StreamId other = rig.connected(C);
        int taken = 0;
        while (rig.send(B, Lane.NORMAL, new byte[64 * KIB]) == SendResult.QUEUED) {
            taken++;
            rig.flush();
        }

        assertThat((long) taken * 64 * KIB).isBetween(4L * MIB, 5L * MIB + 64 * KIB);
        assertThat(rig.written(stream).length).isLessThanOrEqualTo(MIB);
        assertThat(rig.send(B, Lane.CRITICAL, new byte[1])).isEqualTo(SendResult.QUEUED);
        assertThat(rig.send(C, Lane.NORMAL, new byte[1])).isEqualTo(SendResult.QUEUED);
        rig.flush();
        assertThat(rig.said(other)).containsExactly("chunk 4 1 last");
    }

    @Test
    void eachLaneHasItsLongestMessage() {
        int[] longest = {64 * KIB, 4 * MIB, 4 * MIB, 4 * MIB, 4 * MIB, 4 * MIB, 16 * MIB};
        for (Lane lane : Lane.values()) {
            int length = longest[LaneBounds.number(lane)];
            assertThat(rig.send(B, lane, new byte[length + 1])).isEqualTo(SendResult.TOO_LARGE);
            assertThat(rig.send(B, lane, new byte[length])).isEqualTo(SendResult.QUEUED);
        }
        assertThat(rig.send(PlaneRig.peer("x"), Lane.NORMAL, new byte[1])).isEqualTo(SendResult.NOT_CONNECTED);
    }

    @Test
    void whatWasNotWrittenGoesWithTheNextConnectionFromItsBeginning() {
        rig.send(B, Lane.NORMAL, new byte[10]);
        rig.send(B, Lane.NORMAL, new byte[2 * MIB]);
        rig.send(B, Lane.NORMAL, new byte[20]);
        rig.flush();
        rig.breaks(stream, StreamEnd.CLOSED);
        assertThat(rig.told).containsExactly("down b");

        StreamId next = rig.dialledBy(B);

        assertThat(rig.said(next).subList(0, 2)).containsExactly("hello m>b", "chunk 4 16384");
        assertThat(rig.plane.load().queuedBytes()).isEqualTo(2 * MIB + 4 + 24);
    }

    @Test
    void nothingGoesToAnotherProcessOfTheName() {
        rig.send(B, Lane.NORMAL, new byte[2 * MIB]);
        rig.flush();
        rig.breaks(stream, StreamEnd.CLOSED);
        Peer restarted = PlaneRig.peer("b", 2);
        rig.peers(restarted, C);

        assertThat(rig.said(rig.dialledBy(restarted))).containsExactly("hello m>b");
    }

    @Test
    void halfAWindowUsedUpIsGrantedInOneFrame() {
        for (int i = 0; i < 7; i++) {
            rig.bytes(stream, chunk(0, true, 16 * KIB));
        }
        assertThat(rig.said(stream)).isEmpty();

        rig.bytes(stream, chunk(0, true, 16 * KIB));

        assertThat(rig.said(stream)).containsExactly("credit 0 " + 8 * 16_388);
    }

    @Test
    void whoSendsMoreThanItWasGrantedIsCutOff() {
        byte[][] burst = new byte[17][];
        Arrays.setAll(burst, i -> chunk(1, true, 16 * KIB));

        rig.bytes(stream, burst);

        assertThat(rig.counters.get(Rejection.CREDIT_EXCEEDED)).isEqualTo(1);
        assertThat(rig.told).endsWith("down b");
        assertThat(rig.said(stream)).endsWith("bye VIOLATION");
    }

    @Test
    void whoGrantsMoreThanWasUsedIsCutOff() {
        credit(4, 1);

        assertThat(rig.counters.get(Rejection.IMPLAUSIBLE)).isEqualTo(1);
        assertThat(rig.told).containsExactly("down b");
    }

    @Test
    void anAnnouncementOfTwoGibibytesIsRefusedBeforeAnyRoomIsMade() {
        rig.bytes(stream, chunk(6, false, 0), chunk(6, false, 2));
        byte[] huge = chunk(6, false, 4);
        Frames.putLength(ByteBuffer.wrap(huge).position(4), Integer.MIN_VALUE);
        rig.bytes(stream, new byte[] {0x26, 0, 0, 4, 0, 1, (byte) 0x80, 0});

        assertThat(rig.plane.load().incomingBytes()).isLessThan(100_000);
        PlaneRig other = PlaneRig.m();
        other.peers(B);
        StreamId fresh = other.connected(B);
        other.bytes(fresh, huge);
        assertThat(other.counters.get(Rejection.OVERSIZED)).isEqualTo(1);
        assertThat(other.plane.load().incomingBytes()).isZero();
    }

    @Test
    void aMessageThatIsNotAsLongAsAnnouncedIsRefused() {
        byte[] announced = chunk(4, false, 4);
        Frames.putLength(ByteBuffer.wrap(announced).position(4), 5);
        StreamId other = rig.connected(C);

        rig.bytes(stream, announced, chunk(4, true, 4));
        rig.bytes(other, announced, chunk(4, true, 6));

        assertThat(rig.counters.get(Rejection.MALFORMED)).isEqualTo(2);
        assertThat(rig.messages).isEmpty();
    }

    @Test
    void lanesAlternateWithinLongMessages() {
        byte[] announced = chunk(4, false, 6);
        Frames.putLength(ByteBuffer.wrap(announced).position(4), 5);
        rig.bytes(stream, announced, chunk(0, true, 1), chunk(4, true, 3));

        assertThat(rig.told).containsExactly("b CONTROL 1", "b NORMAL 5");
    }

    private void credit(int lane, int bytes) {
        byte[] frame = new byte[Frames.CREDIT_BYTES];
        Frames.putCredit(ByteBuffer.wrap(frame), lane, bytes);
        rig.bytes(stream, frame);
    }

    private static byte[] chunk(int lane, boolean last, int length) {
        byte[] frame = new byte[Frames.HEAD_BYTES + length];
        Frames.putChunkHead(ByteBuffer.wrap(frame), lane, last, length);
        return frame;
    }
}
