package dev.swarm.engine.wire.comms;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.format.BigEndian;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of batches. A message of the data plane begins with the channel's byte and one that says what it is; a
 * batch of entries follows, or the name of a node and then the batch, or a name alone.
 *
 * <p>An entry: one byte with the kind in its lower three bits, a bit for an expiry and two for the form of the payload;
 * the length of what follows; the milliseconds that are left in four bytes, if it expires; the number of the wait, if
 * somebody waits; the name of the type, if it is a value for a handler; the payload. Lengths and numbers are LEB128.
 */
public final class BatchForm {

    /** First byte of every message of users, which tells them from other users of the data plane. */
    public static final byte CHANNEL = 3;

    /** Bytes before the entries of a batch that goes to its receiver. */
    public static final int DIRECT_HEAD_BYTES = 2;

    /** Most bytes that an entry has besides payload and type. */
    public static final int ENTRY_HEAD_BYTES = 1 + 5 + Integer.BYTES + 10 + 2;

    /** Longest time that an entry may have left, in milliseconds. */
    public static final int MOST_MILLIS = 3_600_000;

    static final int KIND_BITS = 0x07;
    static final int EXPIRY_BIT = 0x08;
    static final int FORM_BITS = 0x30;
    static final int FORM_SHIFT = 4;
    static final int FREE_BITS = 0xC0;

    private static final int VAR_BITS = 7;

    private BatchForm() {}

    /** What a message of the data plane is; the number is on the wire. */
    public enum Envelope {
        /** Entries for who gets it, of who sent it. */
        DIRECT(0),
        /** Entries for a third node, to be passed on. */
        TO_PASS_ON(1),
        /** Entries of a third node, passed on. */
        PASSED_ON(2),
        /** Can you reach that node? */
        CAN_YOU_REACH(3),
        /** That node can be reached. */
        CAN(4),
        /** That node cannot be reached, now or any more. */
        CANNOT(5);

        private static final Envelope[] ALL = values();

        private final int number;

        Envelope(int number) {
            this.number = number;
        }

        /** Returns the envelope of a number. */
        static Envelope of(int number) throws MalformedPacketException {
            if (number >= ALL.length) {
                throw BatchReader.malformed("an envelope of number " + number);
            }
            return ALL[number];
        }
    }

    /** Writes the head of a batch that goes to its receiver. */
    public static void putDirectHead(byte[] out) {
        out[0] = CHANNEL;
        out[1] = (byte) Envelope.DIRECT.number;
    }

    /** Returns a message that names a node, and the batch that follows the name, if any. */
    public static byte[] named(Envelope envelope, NodeId node, byte[] entries, int from, int to) {
        byte[] name = node.name().getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[DIRECT_HEAD_BYTES + 1 + name.length + to - from];
        out[0] = CHANNEL;
        out[1] = (byte) envelope.number;
        out[DIRECT_HEAD_BYTES] = (byte) name.length;
        System.arraycopy(name, 0, out, DIRECT_HEAD_BYTES + 1, name.length);
        System.arraycopy(entries, from, out, DIRECT_HEAD_BYTES + 1 + name.length, to - from);
        return out;
    }

    /** Returns a message that names a node and says nothing more. */
    public static byte[] named(Envelope envelope, NodeId node) {
        return named(envelope, node, new byte[0], 0, 0);
    }

    /** Returns the most bytes that an entry with this payload takes. */
    public static int mostBytes(Payload payload) {
        return ENTRY_HEAD_BYTES + payload.type().length + payload.bytes().length;
    }

    /** Writes an entry and returns where it ends. */
    public static int put(byte[] out, int at, EntryHead head, Payload payload) {
        EntryKind kind = head.kind();
        long number = head.number();
        int expiry = head.expiry();
        byte[] type = payload.type();
        byte[] bytes = payload.bytes();
        boolean hasType = kind.isForHandler() && payload.form() == Payload.Form.VALUE;
        int length = bytes.length;
        length += expiry == 0 ? 0 : Integer.BYTES;
        length += kind.hasNumber() ? varBytes(number) : 0;
        length += hasType ? varBytes(type.length) + type.length : 0;
        int end = at;
        out[end++] = (byte)
                (kind.number() | (expiry == 0 ? 0 : EXPIRY_BIT) | payload.form().number() << FORM_SHIFT);
        end = putVar(out, end, length);
        if (expiry != 0) {
            BigEndian.write(out, end, Integer.BYTES, expiry);
            end += Integer.BYTES;
        }
        end = kind.hasNumber() ? putVar(out, end, number) : end;
        if (hasType) {
            end = putVar(out, end, type.length);
            System.arraycopy(type, 0, out, end, type.length);
            end += type.length;
        }
        System.arraycopy(bytes, 0, out, end, bytes.length);
        return end + bytes.length;
    }

    private static int putVar(byte[] out, int from, long value) {
        int at = from;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= VAR_BITS;
        }
        out[at++] = (byte) rest;
        return at;
    }

    private static int varBytes(long value) {
        int bytes = 1;
        for (long rest = value >>> VAR_BITS; rest != 0; rest >>>= VAR_BITS) {
            bytes++;
        }
        return bytes;
    }
}
