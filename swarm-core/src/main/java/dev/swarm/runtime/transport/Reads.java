package dev.swarm.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * How streams are read: as much at once as came the last times, into buffers that are used again and again. After a few
 * reads of one stream others and datagrams have their turn.
 */
final class Reads implements RecvByteBufAllocator {

    private static final int TURN_READS = 2;
    private static final int LEAST_BYTES = 1024;
    private static final int FIRST_BYTES = 4 * 1024;
    private static final int MOST_BYTES = 128 * 1024;

    private final AdaptiveRecvByteBufAllocator sizes =
            new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, MOST_BYTES);
    private final Rooms rooms = new Rooms();

    Reads() {
        sizes.maxMessagesPerRead(TURN_READS);
    }

    @Override
    public DelegatingHandle newHandle() {
        return new Sized();
    }

    /** Gives back the buffers that nobody reads into. */
    void close() {
        rooms.close();
    }

    private final class Sized extends DelegatingHandle {

        private Sized() {
            super(sizes.newHandle());
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator other) {
            return rooms.take(guess()).clear();
        }
    }
}
