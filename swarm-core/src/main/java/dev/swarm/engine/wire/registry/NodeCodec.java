package dev.swarm.engine.wire.registry;

import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.Choices;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;

/** Bytes ↔ {@link NodeValue}: a version byte, whether it owns, its weight, eight bytes of hash. */
public final class NodeCodec {

    private static final int VERSION = 1;

    private NodeCodec() {}

    /** Returns the bytes of a value. */
    public static byte[] encode(NodeValue value) {
        return new VarWriter()
                .writeByte(VERSION)
                .writeByte(Choices.NO_OR_YES.number(value.owns()))
                .writeVar(value.weight())
                .writeLong(value.settings())
                .toArray();
    }

    /**
     * Reads a value.
     *
     * @param bytes the value; they stay unchanged
     * @throws MalformedPacketException for everything that no encoder wrote
     */
    public static NodeValue decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        int version = in.readByte();
        if (version != VERSION) {
            throw RegistryReader.malformed("a node of version " + version);
        }
        boolean owns = Choices.NO_OR_YES.read(in);
        int weight = in.readBounded(RegistryBounds.WEIGHT);
        if (weight < 1) {
            throw RegistryReader.malformed("a weight of " + weight);
        }
        NodeValue value = new NodeValue(owns, weight, in.readLong());
        in.requireEnd();
        return value;
    }
}
