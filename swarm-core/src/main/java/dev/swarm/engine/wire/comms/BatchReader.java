package dev.swarm.engine.wire.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.BatchForm.Envelope;
import dev.swarm.engine.wire.format.BigEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over a message of channel {@value BatchForm#CHANNEL}, entry by entry, without making an object of any. Every
 * length is compared with what is left before anything is made of it. May be used again for another message.
 */
public final class BatchReader {

    private static final byte[] NO_TYPE = {};
    private static final int NAME_BYTES = 255;
    private static final int VAR_SHIFT_MAX = 63;

    private byte[] bytes = {};
    private int end;
    private int at;
    private Envelope envelope = Envelope.DIRECT;
    private int entryFrom;
    private int flags;
    private int expiryAt;
    private long number;
    private int typeFrom;
    private int typeLength;
    private int payloadFrom;

    /**
     * Begins with a message and reads its head.
     *
     * @param message stays unchanged, but for {@link #putMillis}
     */
    public void open(Lent message) throws MalformedPacketException {
        bytes = message.array();
        at = message.from();
        end = message.to();
        int channel = readByte();
        if (channel != BatchForm.CHANNEL) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of channel " + channel);
        }
        envelope = Envelope.of(readByte());
    }

    /** Begins with entries that have no head. */
    public void openEntries(byte[] entries, int from, int to) {
        bytes = entries;
        at = from;
        end = to;
    }

    /** Returns what the message is. */
    public Envelope envelope() {
        return envelope;
    }

    /** Reads the name of a node that an envelope has. */
    public NodeId readNode() throws MalformedPacketException {
        int length = readByte();
        if (length < 1 || length > NAME_BYTES || length > end - at) {
            throw malformed("a name of " + length + " bytes");
        }
        String name = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        try {
            return NodeId.of(name);
        } catch (IllegalArgumentException e) {
            throw malformed("no name of a node");
        }
    }

    /** Returns where the next entry begins. */
    public int position() {
        return at;
    }

    /** Returns where the last entry ends. */
    public int end() {
        return end;
    }

    /** Checks that all was read. */
    public void requireEnd() throws MalformedPacketException {
        if (at != end) {
            throw malformed((end - at) + " bytes too many");
        }
    }

    /**
     * Moves to the next entry.
     *
     * @return false if there is none
     */
    public boolean next() throws MalformedPacketException {
        if (at == end) {
            return false;
        }
        entryFrom = at;
        flags = readByte();
        if ((flags & BatchForm.FREE_BITS) != 0 || !EntryKind.isKnown(flags & BatchForm.KIND_BITS)) {
            throw malformed("an entry that begins with " + flags);
        }
        long length = readVar();
        if (length < 0 || length > end - at) {
            throw malformed("an entry of " + length + " bytes");
        }
        int entryEnd = at + (int) length;
        int all = end;
        end = entryEnd;
        readFields();
        end = all;
        payloadFrom = at;
        at = entryEnd;
        return true;
    }

    private void readFields() throws MalformedPacketException {
        expiryAt = 0;
        if ((flags & BatchForm.EXPIRY_BIT) != 0) {
            if (end - at < Integer.BYTES) {
                throw malformed("cut short");
            }
            expiryAt = at;
            at += Integer.BYTES;
        }
        number = kind().hasNumber() ? readVar() : 0;
        typeFrom = at;
        typeLength = 0;
        if (kind().isForHandler() && form() == Payload.Form.VALUE) {
            long length = readVar();
            if (length < 1 || length > Payload.TYPE_BYTES || length > end - at) {
                throw malformed("a type whose name has " + length + " bytes");
            }
            typeLength = (int) length;
            typeFrom = at;
            at += typeLength;
        }
        if (form() == Payload.Form.NOTHING && at != end) {
            throw malformed("a payload that is said to be nothing");
        }
    }

    /** Returns what the entry is. */
    public EntryKind kind() {
        return EntryKind.of(flags & BatchForm.KIND_BITS);
    }

    /** Returns the form of its payload. */
    public Payload.Form form() {
        return Payload.Form.of((flags & BatchForm.FORM_BITS) >> BatchForm.FORM_SHIFT);
    }

    /** Returns the number of the wait it belongs to; 0 if nobody waits. */
    public long number() {
        return number;
    }

    /** Tells whether it expires. */
    public boolean expires() {
        return expiryAt != 0;
    }

    /** Returns the four bytes of its expiry. */
    public int millis() {
        return (int) BigEndian.read(bytes, expiryAt, Integer.BYTES);
    }

    /** Replaces the four bytes of its expiry, in the array itself. */
    public void putMillis(int millis) {
        BigEndian.write(bytes, expiryAt, Integer.BYTES, millis);
    }

    /** Returns the name of its type, empty if it has none. */
    public String type() {
        return new String(bytes, typeFrom, typeLength, StandardCharsets.UTF_8);
    }

    /** Returns a copy of its payload with its form, but without the type. */
    public Payload payload() {
        return form() == Payload.Form.NOTHING ? Payload.NOTHING : new Payload(form(), NO_TYPE, content());
    }

    /** Returns a copy of the bytes of its payload. */
    public byte[] content() {
        return Arrays.copyOfRange(bytes, payloadFrom, at);
    }

    /** Returns its payload as a text. */
    public String text() {
        return new String(bytes, payloadFrom, at - payloadFrom, StandardCharsets.UTF_8);
    }

    /** Returns where it begins; it ends at {@link #position()}. */
    public int entryFrom() {
        return entryFrom;
    }

    private int readByte() throws MalformedPacketException {
        if (at >= end) {
            throw malformed("cut short");
        }
        return bytes[at++] & 0xFF;
    }

    private long readVar() throws MalformedPacketException {
        long value = 0;
        for (int shift = 0; shift <= VAR_SHIFT_MAX; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw malformed("a number of more than ten bytes");
    }

    static MalformedPacketException malformed(String problem) {
        return new MalformedPacketException(Rejection.MALFORMED, "Messages: " + problem);
    }
}
