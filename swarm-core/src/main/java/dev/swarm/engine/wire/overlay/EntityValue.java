package dev.swarm.engine.wire.overlay;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of an entity: a byte that says its kind, its time to live, its fields.
 *
 * @param whole whether it replaces the entity as a whole, or its fields one by one
 * @param timeToLiveMillis how long after the write it is removed, 0 for never
 * @param fields its fields; a whole value that is no object has one without a name
 */
public record EntityValue(boolean whole, long timeToLiveMillis, List<Field> fields) {

    private static final int WHOLE = 1;
    private static final int FIELDS = 2;
    private static final int FIELD_BYTES = 2;

    /** Longest name of a field, in bytes of UTF-8. */
    public static final int NAME_BYTES = 1_024;

    /** Returns its bytes. */
    public byte[] encode() {
        VarWriter out = new VarWriter();
        out.writeByte(whole ? WHOLE : FIELDS).writeVar(timeToLiveMillis).writeVar(fields.size());
        for (Field field : fields) {
            out.writeText(field.name());
            if (!whole) {
                out.writeVar(field.time());
            }
            out.writeBytes(field.content());
        }
        return out.toArray();
    }

    /**
     * What is known of a value without its fields.
     *
     * @param whole whether it replaces the entity as a whole, or its fields one by one
     * @param timeToLiveMillis how long after the write it is removed, 0 for never
     */
    public record Head(boolean whole, long timeToLiveMillis) {}

    /**
     * Reads a value.
     *
     * @throws MalformedPacketException if it is none
     */
    public static EntityValue decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        Head head = readHead(in);
        int count = in.readCount(FIELD_BYTES);
        List<Field> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = in.readText(NAME_BYTES);
            long time = head.whole ? 0 : in.readVar();
            fields.add(new Field(name, time, in.readBytes(bytes.length)));
        }
        in.requireEnd();
        return new EntityValue(head.whole, head.timeToLiveMillis, fields);
    }

    /**
     * Checks a value as {@link #decode} does, but copies nothing.
     *
     * @throws MalformedPacketException if it is none
     */
    public static Head check(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        Head head = readHead(in);
        for (int left = in.readCount(FIELD_BYTES); left > 0; left--) {
            in.skipText(NAME_BYTES);
            long unused = head.whole ? 0 : in.readVar();
            in.skipBytes(bytes.length);
        }
        in.requireEnd();
        return head;
    }

    private static Head readHead(VarReader in) throws MalformedPacketException {
        int kind = in.readByte();
        long timeToLiveMillis = in.readVar();
        if ((kind != WHOLE && kind != FIELDS) || timeToLiveMillis < 0) {
            throw new MalformedPacketException(Rejection.MALFORMED, "an entity of kind " + kind);
        }
        return new Head(kind == WHOLE, timeToLiveMillis);
    }
}
