package dev.swarm.engine.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.Frames;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Truncated, replayed, spliced and damaged frames: nothing escapes, and room is bounded by what really came. */
class PlaneFuzzTest {

    private static final int INPUTS = 1_000_000;
    private static final int BYTES_PER_INPUT = 20_000;
    private static final Peer B = PlaneRig.peer("b");

    private final SplittableRandom random = new SplittableRandom(4);
    private final PlaneRig rig = PlaneRig.m();
    private final PlaneLoad most = PlaneLoad.most(PlaneConfig.defaults());
    private long accepted;

    @Test
    void aMillionDamagedInputsAreSurvived() {
        rig.peers(B);
        List<byte[]> corpus = corpus();
        StreamId stream = fresh();
        long before = allocated();
        for (int i = 0; i < INPUTS; i++) {
            if (!rig.plane.owns(stream)) {
                forget();
                stream = fresh();
            }
            byte[] input = next(corpus);
            rig.plane.onBytes(rig.now(), stream, input, input.length);
            if (i % 64 == 0) {
                rig.plane.flush(rig.now());
                rig.written.clear();
                assertThat(rig.plane.load().isWithin(most)).isTrue();
            }
            if (i % 1024 == 0) {
                rig.breaks(stream, StreamEnd.CLOSED);
                rig.advanceMillis(50);
            }
        }
        long perInput = (allocated() - before) / INPUTS;

        assertThat(perInput).isLessThan(BYTES_PER_INPUT);
        assertThat(rig.plane.load().incomingBytes()).isLessThan(1 << 20);
    }

    /** Half of them are past the handshake. */
    private StreamId fresh() {
        StreamId stream = new StreamId(StreamId.Origin.PEER, 1_000_000 + ++accepted);
        rig.plane.onAccepted(rig.now(), stream, null);
        if (random.nextBoolean()) {
            byte[] hello = rig.helloOf(B).toFrame();
            rig.plane.onBytes(rig.now(), stream, new byte[] {Frames.FIRST}, 1);
            rig.plane.onBytes(rig.now(), stream, hello, hello.length);
            assertThat(rig.plane.owns(stream)).isTrue();
        }
        return stream;
    }

    private void forget() {
        rig.plane.flush(rig.now());
        rig.written.clear();
        rig.closed.clear();
        rig.told.clear();
        rig.messages.clear();
        rig.dialled.clear();
    }

    private List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        corpus.add(rig.helloOf(B).toFrame());
        corpus.add(new byte[] {Frames.FIRST});
        corpus.add(Frames.bye(ByeReason.DRAINING));
        for (int lane = 0; lane < Lane.values().length; lane++) {
            for (int length : new int[] {0, 1, 5, 100}) {
                for (boolean last : new boolean[] {true, false}) {
                    byte[] chunk = new byte[Frames.HEAD_BYTES + length];
                    Frames.putChunkHead(ByteBuffer.wrap(chunk), lane, last, length);
                    corpus.add(chunk);
                }
            }
            byte[] begun = new byte[Frames.HEAD_BYTES + 10];
            Frames.putChunkHead(ByteBuffer.wrap(begun), lane, false, 10);
            Frames.putLength(ByteBuffer.wrap(begun).position(Frames.HEAD_BYTES), 60_000);
            corpus.add(begun);
            byte[] credit = new byte[Frames.CREDIT_BYTES];
            Frames.putCredit(ByteBuffer.wrap(credit), lane, 0);
            corpus.add(credit);
        }
        return corpus;
    }

    private byte[] next(List<byte[]> corpus) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        switch (random.nextInt(8)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> random.nextBytes(bytes);
            case 2 -> {
                byte[] more = corpus.get(random.nextInt(corpus.size()));
                int length = bytes.length;
                bytes = Arrays.copyOf(bytes, length + more.length);
                System.arraycopy(more, 0, bytes, length, more.length);
            }
            case 3, 4 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {
                // replayed as it is
            }
        }
        return bytes;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
