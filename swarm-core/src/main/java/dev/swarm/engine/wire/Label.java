package dev.swarm.engine.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The label header in front of packets and streams: type byte, length, label (specification section 10). */
final class Label {

    /** Type byte and length. */
    private static final int HEAD_BYTES = 2;

    private final byte[] header;

    Label(String label) {
        byte[] name = label.getBytes(StandardCharsets.UTF_8);
        header = new byte[name.length == 0 ? 0 : HEAD_BYTES + name.length];
        if (name.length > 0) {
            header[0] = (byte) MessageType.LABEL;
            header[1] = (byte) name.length;
            System.arraycopy(name, 0, header, HEAD_BYTES, name.length);
        }
    }

    /** Returns the length of the header, 0 without a label. */
    int headerLength() {
        return header.length;
    }

    /** Returns the label itself, which encryption authenticates. */
    byte[] name() {
        return Arrays.copyOfRange(header, Math.min(HEAD_BYTES, header.length), header.length);
    }

    /** Writes the header at the beginning of a packet. */
    void writeTo(byte[] packet) {
        System.arraycopy(header, 0, packet, 0, header.length);
    }

    /**
     * Tells whether bytes that have just begun to arrive may still turn out to have the right header: they agree with
     * it as far as both go, and have none if there should be none.
     */
    boolean fits(byte[] bytes, int from, int to) {
        if (header.length == 0) {
            return from == to || bytes[from] != (byte) MessageType.LABEL;
        }
        int length = Math.min(header.length, to - from);
        return Arrays.equals(header, 0, length, bytes, from, from + length);
    }
}
