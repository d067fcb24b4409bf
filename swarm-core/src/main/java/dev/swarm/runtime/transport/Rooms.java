package dev.swarm.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Buffers outside the heap that are used again and again: memory that was written to a moment ago is the fastest there
 * is, and new memory is slow. Keeps {@value #MOST_KEPT} of at most {@value #MOST_KEPT_BYTES} bytes; whoever wants more
 * gets a new one. For the loop's thread alone.
 */
public final class Rooms implements AutoCloseable {

    private static final int MOST_KEPT = 4;
    private static final int LEAST_BYTES = 4 * 1024;
    private static final int MOST_KEPT_BYTES = 2 * 1024 * 1024;

    private final List<ByteBuf> kept = new ArrayList<>(MOST_KEPT);
    private boolean closed;

    /** Returns a buffer that holds so many bytes, whatever they are; whoever has sent them releases it. */
    public ByteBuf take(int length) {
        for (ByteBuf room : kept) {
            if (room.refCnt() == 1 && room.capacity() >= length) {
                return room.setIndex(0, length).retain();
            }
        }
        int size = Math.max(LEAST_BYTES, Integer.highestOneBit(Math.max(1, length - 1)) << 1);
        if (size > MOST_KEPT_BYTES || closed) {
            return Unpooled.directBuffer(length, length).writerIndex(length);
        }
        ByteBuf room = Unpooled.directBuffer(size, size);
        keep(room);
        return room.setIndex(0, length);
    }

    /** Gives back what is kept, and keeps nothing more: no collector frees memory outside the heap in its place. */
    @Override
    public void close() {
        closed = true;
        kept.forEach(ByteBuf::release);
        kept.clear();
    }

    /** Keeps a new one, in the place of a smaller one if there are enough. */
    private void keep(ByteBuf room) {
        if (kept.size() == MOST_KEPT) {
            int smallest = 0;
            for (int i = 1; i < MOST_KEPT; i++) {
                smallest = kept.get(i).capacity() < kept.get(smallest).capacity() ? i : smallest;
            }
            // by its place: buffers are equal to all that hold the same
            kept.remove(smallest).release();
        }
        kept.add(room.retain());
    }
}
