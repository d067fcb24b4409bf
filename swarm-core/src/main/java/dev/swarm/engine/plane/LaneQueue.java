package dev.swarm.engine.plane;

import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.frame.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages of one lane to one peer that are not wholly written yet, in order. Knows what they cost in frames, so that
 * the bytes of a whole flush are counted before the first is copied; each byte is copied once, into what is written.
 */
final class LaneQueue {

    private final PlaneConfig.Lane bounds;
    private final int chunkBytes;
    private final Deque<Lent> messages = new ArrayDeque<>();
    private long queuedBytes;
    private long frameBytes;
    private int headBodyDone;

    LaneQueue(PlaneConfig.Lane bounds, int chunkBytes) {
        this.bounds = bounds;
        this.chunkBytes = chunkBytes;
    }

    /** Returns the most bytes that may ever wait: each message costs its length and one head. */
    static long most(PlaneConfig.Lane bounds) {
        return (long) bounds.queueBytes() + Frames.HEAD_BYTES;
    }

    SendResult offer(Lent message) {
        int length = message.length();
        if (length > bounds.messageBytes()) {
            return SendResult.TOO_LARGE;
        }
        long cost = (long) length + Frames.HEAD_BYTES;
        if (queuedBytes + cost > bounds.queueBytes() && !messages.isEmpty()) {
            return SendResult.FULL;
        }
        messages.addLast(message);
        queuedBytes += cost;
        frameBytes += framed(bodyOf(length));
        return SendResult.QUEUED;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    long queuedBytes() {
        return queuedBytes;
    }

    /** Returns the bytes of all frames that wait. */
    long frameBytes() {
        return frameBytes;
    }

    /** Begins the first message anew, because the connection that had a part of it is gone. */
    void restart() {
        if (headBodyDone > 0) {
            int body = bodyOf(messages.getFirst().length());
            frameBytes += framed(body) - framed(body - headBodyDone);
            headBodyDone = 0;
        }
    }

    void clear() {
        messages.clear();
        queuedBytes = 0;
        frameBytes = 0;
        headBodyDone = 0;
    }

    /** Returns how many bytes of frames fit a credit: whole frames only, as {@link #next} cuts them. */
    int fitting(long credit) {
        if (frameBytes <= credit) {
            return Math.toIntExact(frameBytes);
        }
        int fitting = 0;
        int done = headBodyDone;
        for (Lent message : messages) {
            int body = bodyOf(message.length());
            int left = body - done;
            done = 0;
            do {
                int cost = Frames.HEAD_BYTES + Math.min(left, chunkBytes);
                if (fitting + cost > credit) {
                    return fitting;
                }
                fitting += cost;
                left -= chunkBytes;
            } while (left > 0);
        }
        return fitting;
    }

    /** Returns the bytes of the next frame; there must be one. */
    int nextCost() {
        return Frames.HEAD_BYTES + Math.min(bodyOf(messages.getFirst().length()) - headBodyDone, chunkBytes);
    }

    /** Writes the next frame. */
    void next(int lane, ByteBuffer out) {
        Lent message = messages.getFirst();
        int body = bodyOf(message.length());
        int count = Math.min(body - headBodyDone, chunkBytes);
        boolean last = headBodyDone + count == body;
        Frames.putChunkHead(out, lane, last, count);
        int announced = body - message.length();
        boolean announces = headBodyDone == 0 && announced > 0;
        if (announces) {
            Frames.putLength(out, message.length());
        }
        int begin = message.from() + Math.max(0, headBodyDone - announced);
        out.put(message.array(), begin, announces ? count - announced : count);
        frameBytes -= Frames.HEAD_BYTES + count;
        headBodyDone += count;
        if (last) {
            messages.removeFirst();
            queuedBytes -= (long) message.length() + Frames.HEAD_BYTES;
            headBodyDone = 0;
            message.giveBack();
        }
    }

    /** A message that is cut carries its length in front. */
    private int bodyOf(int length) {
        return length <= chunkBytes ? length : length + Frames.TOTAL_BYTES;
    }

    private long framed(int body) {
        int frames = Math.max(1, (body + chunkBytes - 1) / chunkBytes);
        return body + (long) Frames.HEAD_BYTES * frames;
    }
}
