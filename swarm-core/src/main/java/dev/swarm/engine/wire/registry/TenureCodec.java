package dev.swarm.engine.wire.registry;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import dev.swarm.engine.wire.registry.TenureMessage.Yield;

/**
 * Bytes ↔ {@link TenureMessage}: the channel's byte, a type byte, then numbers as {@link VarWriter} does. None is
 * longer than a bit for each partition and some 40 bytes.
 */
public final class TenureCodec {

    /** First byte of every message about who may own, which tells them from other users of the data plane. */
    public static final byte CHANNEL = 5;

    private static final int RENEW = 1;
    private static final int GRANT = 2;
    private static final int YIELD = 3;

    private TenureCodec() {}

    /** Returns the bytes of a message. */
    public static byte[] encode(TenureMessage message) {
        VarWriter out = new VarWriter().writeByte(CHANNEL);
        if (message instanceof Renew renew) {
            out.writeByte(RENEW)
                    .writeVar(renew.round())
                    .writeLong(renew.session())
                    .writeVar(renew.ceiling());
            PartitionSet.write(out, renew.partitions());
        } else if (message instanceof Grant grant) {
            out.writeByte(GRANT).writeVar(grant.round()).writeVar(grant.floor());
            PartitionSet.write(out, grant.granted());
        } else if (message instanceof Yield yield) {
            out.writeByte(YIELD).writeLong(yield.session()).writeVar(yield.ceiling());
            PartitionSet.write(out, yield.partitions());
        }
        return out.toArray();
    }

    /**
     * Reads a whole message.
     *
     * @param bytes the message; they stay unchanged
     * @throws MalformedPacketException for everything that no encoder wrote
     */
    public static TenureMessage decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        int channel = in.readByte();
        int type = in.readByte();
        if (channel != CHANNEL) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of channel " + channel);
        }
        TenureMessage message = switch (type) {
            case RENEW -> new Renew(round(in), in.readLong(), RegistryReader.token(in, 0), PartitionSet.read(in));
            case GRANT -> new Grant(round(in), RegistryReader.token(in, 0), PartitionSet.read(in));
            case YIELD -> new Yield(in.readLong(), RegistryReader.token(in, 0), PartitionSet.read(in));
            default -> throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of type " + type);
        };
        in.requireEnd();
        return message;
    }

    private static long round(VarReader in) throws MalformedPacketException {
        return RegistryReader.token(in, 0);
    }
}
