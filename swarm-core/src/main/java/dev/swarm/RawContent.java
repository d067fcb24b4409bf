package dev.swarm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as CBOR has them (RFC 8949 section 3.1, major type 2): a head with the length, then the bytes. Written and read
 * by hand, because users who bring their own codec pay for a general one at each write and each read otherwise.
 */
final class RawContent {

    private static final int BYTE_STRING = 0x40;
    private static final int LEAST_LONG = 24;
    private static final int ONE_BYTE = BYTE_STRING | 24;
    private static final int TWO_BYTES = BYTE_STRING | 25;
    private static final int FOUR_BYTES = BYTE_STRING | 26;

    private RawContent() {}

    /** Returns the bytes with their head. */
    static byte[] encode(byte[] bytes) {
        int extra = extraOf(bytes.length);
        byte[] encoded = new byte[1 + extra + bytes.length];
        encoded[0] = (byte) (extra == 0 ? BYTE_STRING | bytes.length : headOf(extra));
        for (int i = 0; i < extra; i++) {
            encoded[1 + i] = (byte) (bytes.length >>> (Byte.SIZE * (extra - 1 - i)));
        }
        System.arraycopy(bytes, 0, encoded, 1 + extra, bytes.length);
        return encoded;
    }

    /** Returns a copy of the bytes behind the head; {@code null} if it is anything else, such as bytes in parts. */
    static byte @Nullable [] decode(byte[] content) {
        if (content.length == 0) {
            return null;
        }
        int head = content[0] & 0xFF;
        int extra = switch (head) {
            case ONE_BYTE -> 1;
            case TWO_BYTES -> 2;
            case FOUR_BYTES -> 4;
            default -> 0;
        };
        boolean isShort = head >= BYTE_STRING && head < BYTE_STRING + LEAST_LONG;
        if (content.length < 1 + extra || (extra == 0 && !isShort)) {
            return null;
        }
        long length = isShort ? head - BYTE_STRING : 0;
        for (int i = 0; i < extra; i++) {
            length = length << Byte.SIZE | (content[1 + i] & 0xFF);
        }
        int from = 1 + extra;
        return content.length - from == length ? Arrays.copyOfRange(content, from, content.length) : null;
    }

    private static int extraOf(int length) {
        if (length < LEAST_LONG) {
            return 0;
        }
        return length <= 0xFF ? 1 : length <= 0xFFFF ? 2 : 4;
    }

    private static int headOf(int extra) {
        return extra == 1 ? ONE_BYTE : extra == 2 ? TWO_BYTES : FOUR_BYTES;
    }
}
