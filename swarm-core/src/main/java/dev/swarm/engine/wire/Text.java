package dev.swarm.engine.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text in received bytes. */
public final class Text {

    private static final int PRINTABLE_MIN = 0x20;
    private static final int PRINTABLE_MAX = 0x7E;

    private Text() {}

    /** Returns the text, or {@code null} if it is not strict UTF-8 or holds a control character. */
    public static @Nullable String strict(byte[] bytes, int from, int length) {
        if (isPlain(bytes, from, length)) {
            return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return isFaithful(text, bytes, from, length) && !hasControl(text) ? text : null;
    }

    /** Returns a text for people: at most so many bytes of it, and whatever is not UTF-8 replaced. */
    static String lenient(byte[] bytes, int from, int length, int bound) {
        return new String(bytes, from, Math.min(length, bound), StandardCharsets.UTF_8);
    }

    private static boolean isPlain(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < PRINTABLE_MIN || bytes[i] > PRINTABLE_MAX) {
                return false;
            }
        }
        return true;
    }

    /** Bytes that are not UTF-8 become replacement characters, which are other bytes. */
    private static boolean isFaithful(String text, byte[] bytes, int from, int length) {
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, from, from + length);
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
