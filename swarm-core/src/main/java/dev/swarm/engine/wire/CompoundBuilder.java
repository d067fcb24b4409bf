package dev.swarm.engine.wire;

/** Collects encoded messages for one datagram within a budget of bytes (specification section 6). */
public final class CompoundBuilder {

    /** Most parts of a compound. */
    public static final int MAX_PARTS = 255;

    /** Starts an empty one; the budget is that of the plain text: packet size less {@link PacketCodec#overhead()}. */
    public CompoundBuilder(int budgetBytes) {}

    /** Adds a part if it fits; tells whether it did. */
    public boolean add(byte[] part) {
        throw new UnsupportedOperationException();
    }

    /** Returns the length of the longest part that would still fit, 0 if none would. */
    public int room() {
        throw new UnsupportedOperationException();
    }

    /** Returns by how many bytes a part of that length makes the result longer. */
    public int costOf(int partLength) {
        throw new UnsupportedOperationException();
    }

    /** Returns the number of parts. */
    public int parts() {
        throw new UnsupportedOperationException();
    }

    /** Returns the length {@link #build()} would have now. */
    public int length() {
        throw new UnsupportedOperationException();
    }

    /** Returns a single part as it is, or a compound of all; IllegalStateException if there is none. */
    public byte[] build() {
        throw new UnsupportedOperationException();
    }
}
