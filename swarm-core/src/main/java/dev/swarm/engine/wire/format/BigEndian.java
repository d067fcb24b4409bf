package dev.swarm.engine.wire.format;

/** Whole numbers in network byte order, of one to eight bytes. */
public final class BigEndian {

    private BigEndian() {}

    /** Reads a number of up to eight bytes; unsigned if it has fewer than eight. */
    public static long read(byte[] bytes, int at, int width) {
        long value = 0;
        for (int i = at; i < at + width; i++) {
            value = (value << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return value;
    }

    /** Writes the lowest bytes of a number. */
    public static void write(byte[] bytes, int at, int width, long value) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >>> (Byte.SIZE * (width - 1 - i)));
        }
    }
}
