package dev.swarm.engine.plane;

import dev.swarm.api.Rejection;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.frame.Frames;
import dev.swarm.engine.wire.frame.Hello;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on one connection: messages put together again, and the credit for them. The sender may have one window
 * of each lane under way; half a window used up is granted again in one frame. Whoever sends more is cut off.
 */
final class Incoming {

    private final List<PlaneConfig.Lane> bounds;
    private final List<Assembly> lanes = new ArrayList<>();
    private final long[] allowed = new long[Hello.LANES];
    private final long[] usedUp = new long[Hello.LANES];
    private int lane;
    private boolean last;

    Incoming(PlaneConfig config) {
        this.bounds = LaneBounds.of(config.lanes());
        for (int i = 0; i < Hello.LANES; i++) {
            lanes.add(new Assembly(bounds.get(i).messageBytes()));
            allowed[i] = bounds.get(i).windowBytes();
        }
    }

    /** A part begins; refused before any room is made for it if it may not come. */
    void onChunk(int onLane, boolean isLast, int length) throws MalformedPacketException {
        int cost = Frames.HEAD_BYTES + length;
        if (cost > allowed[onLane]) {
            throw new MalformedPacketException(Rejection.CREDIT_EXCEEDED, "More was sent than was granted");
        }
        allowed[onLane] -= cost;
        usedUp[onLane] += cost;
        lane = onLane;
        last = isLast;
        lanes.get(lane).begin(isLast, length);
    }

    void onBytes(byte[] bytes, int from, int count) throws MalformedPacketException {
        lanes.get(lane).add(bytes, from, count);
    }

    /** Tells whether so many bytes, which are about to come, are a whole message. */
    boolean isWhole(int count) {
        return last && lanes.get(lane).isWhole(count);
    }

    /** The part was a whole message, which is not kept here. */
    void skip() {
        lanes.get(lane).skip();
    }

    /** Returns the message that the part completes; {@code null} if more is to come. */
    byte @Nullable [] onEnd() throws MalformedPacketException {
        return last ? lanes.get(lane).finish() : null;
    }

    int lane() {
        return lane;
    }

    /** Tells whether enough of the last part's lane is used up to say so, and it is not held back. */
    boolean mayGrant(int held) {
        return isDue(lane, held);
    }

    /** Returns the bytes of the credit frames that are due. */
    int grantBytes(int held) {
        int bytes = 0;
        for (int i = 0; i < Hello.LANES; i++) {
            bytes += isDue(i, held) ? Frames.CREDIT_BYTES : 0;
        }
        return bytes;
    }

    /**
     * Grants what is due.
     *
     * @param held lanes that are held back, one bit each
     */
    void writeGrants(ByteBuffer out, int held) {
        for (int i = 0; i < Hello.LANES; i++) {
            if (isDue(i, held)) {
                Frames.putCredit(out, i, Math.toIntExact(usedUp[i]));
                allowed[i] += usedUp[i];
                usedUp[i] = 0;
            }
        }
    }

    /** Returns how much room messages in part take. */
    long heldBytes() {
        long bytes = 0;
        for (Assembly assembly : lanes) {
            bytes += assembly.heldBytes();
        }
        return bytes;
    }

    private boolean isDue(int i, int held) {
        return (held >>> i & 1) == 0 && 2 * usedUp[i] >= bounds.get(i).windowBytes();
    }
}
