package dev.swarm.engine.wire.registry;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.Collections;
import java.util.function.UnaryOperator;

/**
 * Bytes ↔ {@link NameValue}. There may be a million names, so a local name without groups is one number: twice the
 * token and one, the lowest byte first, in as few bytes as it takes and never more than eight. With no token, which is
 * most common, it is the same byte for all, and the token is the time of the write. All others start with an even byte
 * that says their form, then the token.
 */
public final class NameCodec {

    /** A local name with groups. */
    private static final int GROUPED = 2;

    private static final int MANAGED = 4;

    private static final byte[] FRESH = {1};

    private NameCodec() {}

    /** Returns the bytes of a local name without groups whose token is the time of the write; not to be changed. */
    public static byte[] fresh() {
        return FRESH;
    }

    /** Tells whether a value is {@link #fresh}. */
    public static boolean isFresh(byte[] bytes) {
        return bytes.length == 1 && isFresh(bytes[0]);
    }

    /** Tells whether a value of one byte is {@link #fresh}. */
    public static boolean isFresh(byte only) {
        return only == FRESH[0];
    }

    /** Returns the bytes of a value. */
    public static byte[] encode(NameValue value) {
        Recipe recipe = value.recipe();
        if (recipe == null && value.groups().isEmpty()) {
            return plain(value.token());
        }
        VarWriter out = new VarWriter();
        if (recipe == null) {
            out.writeByte(GROUPED).writeVar(value.token());
            RegistryWriter.groups(out, value.groups());
        } else {
            out.writeByte(MANAGED).writeVar(value.token());
            RegistryWriter.recipe(out, recipe);
        }
        return out.toArray();
    }

    /**
     * Reads a value.
     *
     * @param bytes the value; they stay unchanged
     * @param time hybrid time of the write
     * @throws MalformedPacketException for everything that no encoder wrote
     */
    public static NameValue decode(byte[] bytes, long time) throws MalformedPacketException {
        return decode(bytes, time, UnaryOperator.identity());
    }

    /**
     * Reads a value.
     *
     * @param bytes the value; they stay unchanged
     * @param time hybrid time of the write
     * @param intern returns the one object that stands for a type or a group
     * @throws MalformedPacketException for everything that no encoder wrote
     */
    public static NameValue decode(byte[] bytes, long time, UnaryOperator<String> intern)
            throws MalformedPacketException {
        if (isPlain(bytes)) {
            return new NameValue(plainToken(bytes, time), null, Collections.emptySortedSet());
        }
        VarReader in = new VarReader(bytes, 0);
        RegistryReader parts = new RegistryReader(in, intern);
        boolean managed = form(in) == MANAGED;
        long token = RegistryReader.token(in, 1);
        NameValue value = managed
                ? new NameValue(token, parts.recipe(), Collections.emptySortedSet())
                : new NameValue(token, null, parts.groups());
        in.requireEnd();
        return value;
    }

    /** Tells whether a value has a recipe, and makes no object; what follows the first byte is not checked. */
    public static boolean isManaged(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == MANAGED;
    }

    private static boolean isPlain(byte[] bytes) {
        return bytes.length > 0 && (bytes[0] & 1) == 1;
    }

    private static byte[] plain(long token) {
        long number = (token << 1) | 1;
        byte[] bytes = new byte[(Long.SIZE - Long.numberOfLeadingZeros(number) + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (number >>> (i * Byte.SIZE));
        }
        return bytes;
    }

    private static long plainToken(byte[] bytes, long time) throws MalformedPacketException {
        if (bytes.length > Long.BYTES) {
            throw new MalformedPacketException(Rejection.OVERSIZED, "a token of " + bytes.length + " bytes");
        }
        long number = 0;
        for (int i = 0; i < bytes.length; i++) {
            number |= (bytes[i] & 0xFFL) << (i * Byte.SIZE);
        }
        long token = number == FRESH[0] ? time : number >>> 1;
        if (token == 0 || bytes[bytes.length - 1] == 0) {
            throw RegistryReader.malformed("token " + token + " in " + bytes.length + " bytes");
        }
        return token;
    }

    private static int form(VarReader in) throws MalformedPacketException {
        int form = in.readByte();
        if (form != GROUPED && form != MANAGED) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a name of form " + form);
        }
        return form;
    }
}
