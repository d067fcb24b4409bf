package dev.swarm.engine.plane;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.frame.Frames;
import java.util.Arrays;

/**
 * Puts the parts of one lane's messages together, one message at a time. Nothing is
 * kept of one that comes in one piece, and each byte of one in one part is copied once. One in many parts announces its length; room for it grows with what has really come,
 * so an announcement alone costs nothing.
 */
final class Assembly {

    private static final byte[] NOTHING = {};
    private static final int FIRST_ROOM = 64 * 1024;

    private final int messageBytes;
    private byte[] room = NOTHING;
    private int length;
    private int announced;
    private int announcedBytes;
    private boolean open;

    Assembly(int messageBytes) {
        this.messageBytes = messageBytes;
    }

    /** A part begins: the first of a message if none is open. */
    void begin(boolean last, int partLength) throws MalformedPacketException {
        if (open) {
            return;
        }
        open = true;
        length = 0;
        if (last) {
            announced = partLength;
            announcedBytes = Frames.TOTAL_BYTES;
            checkTotal(partLength);
        } else {
            announced = 0;
            announcedBytes = 0;
        }
    }

    void add(byte[] bytes, int from, int count) throws MalformedPacketException {
        int at = from;
        int end = from + count;
        while (announcedBytes < Frames.TOTAL_BYTES && at < end) {
            announced = (announced << Byte.SIZE) | (bytes[at++] & 0xFF);
            if (++announcedBytes == Frames.TOTAL_BYTES) {
                checkTotal(Integer.toUnsignedLong(announced));
            }
        }
        int more = end - at;
        if (more > announced - length) {
            throw new MalformedPacketException(Rejection.MALFORMED, "A message is longer than announced");
        }
        if (room.length == 0) {
            room = new byte[Math.min(announced, Math.max(FIRST_ROOM, more))];
        } else if (length + more > room.length) {
            room = Arrays.copyOf(room, Math.min(announced, Math.max(2 * room.length, length + more)));
        }
        System.arraycopy(bytes, at, room, length, more);
        length += more;
    }

    /** Tells whether so many bytes, which are about to come, are a whole message. */
    boolean isWhole(int count) {
        return length == 0 && announcedBytes == Frames.TOTAL_BYTES && count == announced;
    }

    /** The message was whole in one piece, and is not kept here. */
    void skip() {
        open = false;
    }

    /** Returns the message; its last part is there. */
    byte[] finish() throws MalformedPacketException {
        if (announcedBytes < Frames.TOTAL_BYTES || length != announced) {
            throw new MalformedPacketException(Rejection.MALFORMED, "A message is shorter than announced");
        }
        byte[] whole = room;
        open = false;
        room = NOTHING;
        return whole;
    }

    long heldBytes() {
        return room.length;
    }

    private void checkTotal(long total) throws MalformedPacketException {
        if (total > messageBytes) {
            throw new MalformedPacketException(Rejection.OVERSIZED, "A message of " + total + " bytes");
        }
    }
}
