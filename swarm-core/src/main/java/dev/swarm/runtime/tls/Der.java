package dev.swarm.runtime.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes the few kinds of ASN.1 values that one certificate needs, in the distinguished encoding (X.690): a tag, the
 * length of the content in as few bytes as it takes, the content. A value holds others by holding their bytes.
 */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int EXPLICIT = 0xA0;

    private static final int LONGEST_SHORT_LENGTH = 0x7F;
    private static final int LONG_LENGTH = 0x80;

    /** The first year that the two digits of the short time cannot say (RFC 5280 section 4.1.2.5). */
    private static final int FIRST_LONG_YEAR = 2050;

    private static final DateTimeFormatter SHORT_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter LONG_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return value(SEQUENCE, elements);
    }

    static byte[] set(byte[]... elements) {
        return value(SET, elements);
    }

    /** Returns a value under a number of its own, 0 to 30. */
    static byte[] explicit(int number, byte[] element) {
        return value(EXPLICIT + number, element);
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    /** Returns bytes as a string of bits, none of which is left over in the last byte. */
    static byte[] bitString(byte[] bits) {
        return value(BIT_STRING, new byte[1], bits);
    }

    static byte[] utf8(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the name of a thing in the worldwide tree of names; the first two numbers share a byte. */
    static byte[] identifier(int first, int second, int... rest) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(40 * first + second);
        for (int number : rest) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (number >>> shift != 0) {
                    content.write(((number >>> shift) & 0x7F) | 0x80);
                }
            }
            content.write(number & 0x7F);
        }
        return value(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** Returns a moment, cut to its second. */
    static byte[] time(Instant moment) {
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
        boolean isShort = utc.getYear() < FIRST_LONG_YEAR;
        String text = (isShort ? SHORT_TIME : LONG_TIME).format(utc);
        return value(isShort ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        writeLength(whole, content.size());
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** Up to 127 in one byte; above it the number of bytes that follow, then these. */
    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length <= LONGEST_SHORT_LENGTH) {
            out.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(LONG_LENGTH + bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(length >>> (8 * i));
        }
    }
}
