package dev.swarm.engine.wire;

import dev.swarm.engine.wire.format.PackWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One field of memberlist's structures (specification section 5) with its name as it stands on the wire; and the
 * structures as lists of fields in the order in which peers would write them as arrays (section 4.2).
 */
final class Field {

    private static final long BYTES = -1;
    private static final long BOOLEAN = -2;
    private static final long UINT8 = 0xFF;
    private static final long UINT16 = 0xFFFF;
    private static final long UINT32 = 0xFFFF_FFFFL;
    private static final long INT = Long.MAX_VALUE;

    static final Field ADDR = new Field(0, "Addr", BYTES);
    static final Field ALGO = new Field(1, "Algo", UINT8);
    static final Field BUF = new Field(2, "Buf", BYTES);
    static final Field ERROR = new Field(3, "Error", BYTES);
    static final Field FROM = new Field(4, "From", BYTES);
    static final Field INCARNATION = new Field(5, "Incarnation", UINT32);
    static final Field JOIN = new Field(6, "Join", BOOLEAN);
    static final Field META = new Field(7, "Meta", BYTES);
    static final Field NACK = new Field(8, "Nack", BOOLEAN);
    static final Field NAME = new Field(9, "Name", BYTES);
    static final Field NODE = new Field(10, "Node", BYTES);
    static final Field NODES = new Field(11, "Nodes", INT);
    static final Field PAYLOAD = new Field(12, "Payload", BYTES);
    static final Field PORT = new Field(13, "Port", UINT16);
    static final Field SEQ_NO = new Field(14, "SeqNo", UINT32);
    static final Field SOURCE_ADDR = new Field(15, "SourceAddr", BYTES);
    static final Field SOURCE_NODE = new Field(16, "SourceNode", BYTES);
    static final Field SOURCE_PORT = new Field(17, "SourcePort", UINT16);
    static final Field STATE = new Field(18, "State", INT);
    static final Field TARGET = new Field(19, "Target", BYTES);
    static final Field USER_MSG_LEN = new Field(20, "UserMsgLen", INT);
    static final Field USER_STATE_LEN = new Field(21, "UserStateLen", INT);
    static final Field VSN = new Field(22, "Vsn", BYTES);

    /** How many fields there are; each has a slot below. */
    static final int COUNT = 23;

    static final Field[] PING = {SEQ_NO, NODE, SOURCE_ADDR, SOURCE_PORT, SOURCE_NODE};
    static final Field[] INDIRECT_PING = {SEQ_NO, TARGET, PORT, NODE, NACK, SOURCE_ADDR, SOURCE_PORT, SOURCE_NODE};
    static final Field[] ACK = {SEQ_NO, PAYLOAD};
    static final Field[] NACK_ANSWER = {SEQ_NO};
    static final Field[] ACCUSATION = {INCARNATION, NODE, FROM};
    static final Field[] ALIVE = {INCARNATION, NODE, ADDR, PORT, META, VSN};
    static final Field[] COMPRESSED = {ALGO, BUF};
    static final Field[] FAILURE = {ERROR};
    static final Field[] PUSH_PULL = {NODES, USER_STATE_LEN, JOIN};
    static final Field[] MEMBER = {NAME, ADDR, PORT, META, INCARNATION, STATE, VSN};
    static final Field[] USER = {USER_MSG_LEN};

    private final int slot;
    private final byte[] name;
    private final byte[] key;
    private final long max;

    private Field(int slot, String name, long max) {
        this.slot = slot;
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        this.max = max;
        PackWriter writer = new PackWriter(this.name.length + 1);
        writer.raw(this.name);
        key = writer.toArray();
    }

    /** Returns the field's own place in tables of fields, 0 to {@link #COUNT} - 1. */
    int slot() {
        return slot;
    }

    /** Returns the name as it is written, with its header. */
    byte[] key() {
        return key;
    }

    boolean isBytes() {
        return max == BYTES;
    }

    boolean isFlag() {
        return max == BOOLEAN;
    }

    /** Returns the highest number the field can hold. */
    long max() {
        return max;
    }

    boolean isNamed(byte[] bytes, int from, int length) {
        return length == name.length && Arrays.equals(name, 0, length, bytes, from, from + length);
    }
}
