package dev.swarm.engine.wire.replication;

import java.util.stream.IntStream;

/**
 * What a value is kept under: a name, and a letter that says whose name it is. There may be millions of names, so a
 * name is one string, for shared state and for whoever shows it. As a text it is the letter, a colon and the name; a
 * text that does not begin so has no letter.
 *
 * <p>Hashes as its text does, which is the same on all nodes.
 *
 * @param space {@code a} to {@code z}, or {@link #NONE}
 * @param name the rest; a name without a letter does not begin as a text with one
 */
public record Key(char space, String name) {

    /** No letter. */
    public static final char NONE = 0;

    /** Letter and colon. */
    static final int HEAD_LENGTH = 2;

    private static final char FIRST = 'a';
    private static final char LAST = 'z';

    /** What stands behind the letter. */
    static final char COLON = ':';

    private static final String[] HEADS = IntStream.rangeClosed(FIRST, LAST)
            .mapToObj(letter -> (char) letter + ":")
            .toArray(String[]::new);
    private static final int HASH_FACTOR = 31;

    /** By how much a hash grows for so many characters more; most names are that short. */
    private static final int[] POWERS = IntStream.range(0, 256).map(Key::power).toArray();

    /**
     * Checks that there is one key for each text.
     *
     * @throws IllegalArgumentException if the letter is none, or the name begins with one that stands for another key
     */
    public Key {
        if (space == NONE ? isMarked(name) : !isSpace(space)) {
            throw new IllegalArgumentException("'" + space + "' and '" + name + "' are no key");
        }
    }

    /** Returns the key of a text. */
    public static Key of(String text) {
        return isMarked(text) ? new Key(text.charAt(0), text.substring(HEAD_LENGTH)) : new Key(NONE, text);
    }

    /** Returns it as a text. */
    public String text() {
        return head(space) + name;
    }

    /** Returns what a text with that letter begins with. */
    static String head(char space) {
        return space == NONE ? "" : HEADS[space - FIRST];
    }

    /** Returns the number of characters of its text. */
    public int length() {
        return length(space, name.length());
    }

    /** Returns the number of characters of a text whose name has so many. */
    public static int length(char space, int nameLength) {
        return space == NONE ? nameLength : HEAD_LENGTH + nameLength;
    }

    /** Tells whether two bytes are those with which a text with a letter begins. */
    static boolean isHead(int first, int second) {
        return isSpace(first) && second == COLON;
    }

    private static boolean isMarked(String text) {
        return text.length() >= HEAD_LENGTH && isHead(text.charAt(0), text.charAt(1));
    }

    private static boolean isSpace(int letter) {
        return letter >= FIRST && letter <= LAST;
    }

    @Override
    public int hashCode() {
        return hash(space, name);
    }

    /** Returns the hash of a text without making it. */
    static int hash(char space, String name) {
        return hash(space, name.length(), name.hashCode());
    }

    /** As {@link #hash(char, String)}, of a name in ASCII. */
    static int hash(char space, byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = HASH_FACTOR * hash + bytes[i];
        }
        return hash(space, to - from, hash);
    }

    private static int hash(char space, int length, int nameHash) {
        if (space == NONE) {
            return nameHash;
        }
        int factor = length < POWERS.length ? POWERS[length] : power(length);
        return (HASH_FACTOR * space + COLON) * factor + nameHash;
    }

    private static int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= HASH_FACTOR;
        }
        return power;
    }

    @Override
    public String toString() {
        return text();
    }
}
