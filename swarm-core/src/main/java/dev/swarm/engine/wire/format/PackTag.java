package dev.swarm.engine.wire.format;

/**
 * First byte of a msgpack value, and what it says of the bytes that follow: a big-endian length of {@link #lengthWidth}
 * bytes, then {@link #fixedBytes} bytes, then as many bytes or values as the length says. Old and new msgpack share all
 * tags; the old one merely does not write {@code STR8} and {@code BIN…}.
 */
final class PackTag {

    static final int FIX_MAP = 0x80;
    static final int FIX_ARRAY = 0x90;
    static final int FIX_RAW = 0xA0;
    static final int NIL = 0xC0;
    static final int NEVER_USED = 0xC1;
    static final int FALSE = 0xC2;
    static final int TRUE = 0xC3;
    static final int BIN8 = 0xC4;
    static final int BIN16 = 0xC5;
    static final int BIN32 = 0xC6;
    static final int FLOAT32 = 0xCA;
    static final int FLOAT64 = 0xCB;
    static final int UINT8 = 0xCC;
    static final int UINT16 = 0xCD;
    static final int UINT32 = 0xCE;
    static final int UINT64 = 0xCF;
    static final int INT8 = 0xD0;
    static final int INT16 = 0xD1;
    static final int INT32 = 0xD2;
    static final int INT64 = 0xD3;
    static final int STR8 = 0xD9;
    static final int RAW16 = 0xDA;
    static final int RAW32 = 0xDB;
    static final int ARRAY16 = 0xDC;
    static final int ARRAY32 = 0xDD;
    static final int MAP16 = 0xDE;
    static final int MAP32 = 0xDF;

    private static final int EXT8 = 0xC7;
    private static final int EXT16 = 0xC8;
    private static final int EXT32 = 0xC9;
    private static final int FIX_EXT1 = 0xD4;
    private static final int FIX_EXT16 = 0xD8;
    private static final int FIX_COUNT = 0x0F;
    private static final int FIX_LENGTH = 0x1F;

    private PackTag() {}

    static boolean isFixInt(int tag) {
        return tag < FIX_MAP;
    }

    static boolean isMap(int tag) {
        return (tag & ~FIX_COUNT) == FIX_MAP || tag == MAP16 || tag == MAP32;
    }

    static boolean isArray(int tag) {
        return (tag & ~FIX_COUNT) == FIX_ARRAY || tag == ARRAY16 || tag == ARRAY32;
    }

    static boolean isBytes(int tag) {
        return isFixRaw(tag) || (tag >= BIN8 && tag <= BIN32) || (tag >= STR8 && tag <= RAW32);
    }

    /** Returns how many bytes of length follow the tag: 0, 1, 2 or 4. */
    static int lengthWidth(int tag) {
        return switch (tag) {
            case BIN8, EXT8, STR8 -> 1;
            case BIN16, EXT16, RAW16, ARRAY16, MAP16 -> 2;
            case BIN32, EXT32, RAW32, ARRAY32, MAP32 -> 4;
            default -> 0;
        };
    }

    /** Returns the length that the tag itself holds, 0 if it holds none. */
    static int ownLength(int tag) {
        if (isFixRaw(tag)) {
            return tag & FIX_LENGTH;
        }
        return tag >= FIX_MAP && tag < FIX_RAW ? tag & FIX_COUNT : 0;
    }

    /** Returns how many bytes always follow tag and length: a number's, or the type of an extension. */
    static int fixedBytes(int tag) {
        return switch (tag) {
            case UINT8, INT8, EXT8, EXT16, EXT32 -> 1;
            case UINT16, INT16 -> 2;
            case UINT32, INT32, FLOAT32 -> 4;
            case UINT64, INT64, FLOAT64 -> 8;
            default -> tag >= FIX_EXT1 && tag <= FIX_EXT16 ? 1 + (1 << (tag - FIX_EXT1)) : 0;
        };
    }

    private static boolean isFixRaw(int tag) {
        return tag >= FIX_RAW && tag < NIL;
    }
}
