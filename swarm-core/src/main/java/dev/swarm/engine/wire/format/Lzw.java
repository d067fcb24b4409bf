package dev.swarm.engine.wire.format;

import java.util.Arrays;

/**
 * LZW as memberlist peers use it (specification section 9): codes of 9 to 12 bits, least significant bit first,
 * eight-bit literals; the variant of GIF. Writes the same bytes as Go's writer; {@link LzwDecoder} reads them.
 */
public final class Lzw {

    static final int CLEAR = 256;
    static final int END = 257;
    static final int WIDTH_MIN = 9;
    static final int WIDTH_MAX = 12;
    static final int CODE_MAX = (1 << WIDTH_MAX) - 1;

    private Lzw() {}

    /** Compresses the beginning of an array. */
    public static byte[] encode(byte[] source, int length) {
        Encoder encoder = new Encoder(length);
        encoder.emit(CLEAR);
        if (length > 0) {
            int current = source[0] & 0xFF;
            for (int i = 1; i < length; i++) {
                current = encoder.extend(current, source[i] & 0xFF);
            }
            encoder.emit(current);
            encoder.advance();
        }
        encoder.emit(END);
        return encoder.finish();
    }

    /** Table of strings as (code, next byte) to code, in a hash table no larger than the input needs; 0 is free. */
    private static final class Encoder {

        private static final int HASH = 0x9E37_79B1;

        private final int[] table;
        private final int hashShift;
        private byte[] bytes;
        private int length;
        private int bits;
        private int bitCount;
        private int width = WIDTH_MIN;
        private int highest = END;

        Encoder(int inputLength) {
            int entries = Math.min(inputLength, CODE_MAX - END) + 1;
            int sizeLog2 = Integer.SIZE - Integer.numberOfLeadingZeros(entries) + 1;
            table = new int[1 << sizeLog2];
            hashShift = Integer.SIZE - sizeLog2;
            bytes = new byte[inputLength / 2 + 16];
        }

        /** Returns the code of the string with one more byte, or emits it and begins again with that byte. */
        int extend(int current, int next) {
            int key = (current << Byte.SIZE) | next;
            int slot = (key * HASH) >>> hashShift;
            while (table[slot] != 0) {
                if (table[slot] >>> WIDTH_MAX == key) {
                    return table[slot] & CODE_MAX;
                }
                slot = (slot + 1) & table.length - 1;
            }
            emit(current);
            if (advance()) {
                table[slot] = (key << WIDTH_MAX) | highest;
            }
            return next;
        }

        /** Makes the next code valid; tells whether there was one left, otherwise everything begins anew. */
        boolean advance() {
            highest++;
            if (highest == 1 << width) {
                width++;
            }
            if (highest < CODE_MAX) {
                return true;
            }
            emit(CLEAR);
            Arrays.fill(table, 0);
            width = WIDTH_MIN;
            highest = END;
            return false;
        }

        void emit(int code) {
            bits |= code << bitCount;
            bitCount += width;
            while (bitCount >= Byte.SIZE) {
                put(bits);
                bits >>>= Byte.SIZE;
                bitCount -= Byte.SIZE;
            }
        }

        byte[] finish() {
            if (bitCount > 0) {
                put(bits);
            }
            return Arrays.copyOf(bytes, length);
        }

        private void put(int value) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) value;
        }
    }
}
