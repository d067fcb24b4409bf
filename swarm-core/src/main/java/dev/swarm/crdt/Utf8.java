package dev.swarm.crdt;

/**
 * Length of text in UTF-8, without making the bytes: names are checked whenever a message is read.
 */
public final class Utf8 {

    private static final int ONE_BYTE_END = 0x80;
    private static final int TWO_BYTES_END = 0x800;
    private static final int SURROGATE_PAIR_BYTES = 4;

    private Utf8() {}

    /**
     * Returns how many bytes a text has.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair, which no bytes stand for
     */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                bytes += SURROGATE_PAIR_BYTES;
                i++;
                if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
                    throw new IllegalArgumentException("A text must not hold half a surrogate pair");
                }
            } else {
                bytes += c < ONE_BYTE_END ? 1 : c < TWO_BYTES_END ? 2 : 3;
            }
        }
        return bytes;
    }

    /** Tells whether a text holds a control character. */
    public static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
