package dev.swarm.engine.wire;

import dev.swarm.engine.wire.format.BigEndian;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects encoded messages for one datagram within a budget of bytes (specification section 6). A single message
 * travels bare; several travel as a compound: a header of two bytes, two bytes for each length, then the parts.
 *
 * <p>Put in the primary message first, then rumors while {@link #room()} lasts. Used by one thread at a time.
 */
public final class CompoundBuilder {

    /** Most parts of a compound. */
    public static final int MAX_PARTS = 255;

    private static final int HEAD_BYTES = 2;
    private static final int LENGTH_BYTES = 2;
    private static final int PART_BYTES_MAX = 0xFFFF;

    private final int budgetBytes;
    private final List<byte[]> parts = new ArrayList<>();
    private int partBytes;

    /**
     * Starts an empty one.
     *
     * @param budgetBytes most bytes of the result: the packet's size less {@link PacketCodec#overhead()}
     */
    public CompoundBuilder(int budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    /**
     * Adds a part if it fits.
     *
     * @param part from {@link MessageEncoder}; kept, so it must not be changed afterwards
     * @return whether it was added
     */
    public boolean add(byte[] part) {
        if (part.length > room()) {
            return false;
        }
        parts.add(part);
        partBytes += part.length;
        return true;
    }

    /** Returns the length of the longest part that would still fit; 0 if none would. */
    public int room() {
        if (parts.size() == MAX_PARTS) {
            return 0;
        }
        return Math.max(0, Math.min(PART_BYTES_MAX, budgetBytes - length() - costOf(0)));
    }

    /** Returns by how many bytes a further part of that length would make the result longer. */
    public int costOf(int partLength) {
        return lengthOf(parts.size() + 1, partBytes + partLength) - length();
    }

    /** Returns the number of parts. */
    public int parts() {
        return parts.size();
    }

    /** Returns the length of what {@link #build()} would return now; 0 without parts. */
    public int length() {
        return lengthOf(parts.size(), partBytes);
    }

    /**
     * Returns the single part itself, or a compound of all.
     *
     * @throws IllegalStateException if there is no part
     */
    public byte[] build() {
        if (parts.isEmpty()) {
            throw new IllegalStateException("A packet needs at least one message");
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        byte[] compound = new byte[length()];
        compound[0] = MessageType.COMPOUND;
        compound[1] = (byte) parts.size();
        int lengthAt = HEAD_BYTES;
        int at = HEAD_BYTES + LENGTH_BYTES * parts.size();
        for (byte[] part : parts) {
            BigEndian.write(compound, lengthAt, LENGTH_BYTES, part.length);
            System.arraycopy(part, 0, compound, at, part.length);
            lengthAt += LENGTH_BYTES;
            at += part.length;
        }
        return compound;
    }

    private static int lengthOf(int count, int bytes) {
        return count <= 1 ? bytes : HEAD_BYTES + LENGTH_BYTES * count + bytes;
    }
}
