package dev.swarm.engine.wire.overlay;

import dev.swarm.api.Position;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The value of a waypoint: a version byte, three coordinates, a label, attributes.
 *
 * @param position where it is
 * @param label text for people
 * @param attributes free keys and values
 */
public record WaypointValue(Position position, String label, Map<String, String> attributes) {

    private static final int VERSION = 1;
    private static final int ATTRIBUTE_BYTES = 2;

    /** Returns its bytes. */
    public byte[] encode() {
        VarWriter out = new VarWriter().writeByte(VERSION);
        out.writeLong(Double.doubleToLongBits(position.x()))
                .writeLong(Double.doubleToLongBits(position.y()))
                .writeLong(Double.doubleToLongBits(position.z()))
                .writeText(label)
                .writeVar(attributes.size());
        new TreeMap<>(attributes).forEach((key, value) -> out.writeText(key).writeText(value));
        return out.toArray();
    }

    /**
     * Reads a value.
     *
     * @throws MalformedPacketException if it is none
     */
    public static WaypointValue decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        int version = in.readByte();
        if (version != VERSION) {
            throw new MalformedPacketException(Rejection.MALFORMED, "a waypoint of version " + version);
        }
        Position position = new Position(coordinate(in), coordinate(in), coordinate(in));
        String label = in.readText(bytes.length);
        SortedMap<String, String> attributes = new TreeMap<>();
        int count = in.readCount(ATTRIBUTE_BYTES);
        for (int i = 0; i < count; i++) {
            attributes.put(in.readText(bytes.length), in.readText(bytes.length));
        }
        in.requireEnd();
        return new WaypointValue(position, label, attributes);
    }

    private static double coordinate(VarReader in) throws MalformedPacketException {
        return Double.longBitsToDouble(in.readLong());
    }
}
