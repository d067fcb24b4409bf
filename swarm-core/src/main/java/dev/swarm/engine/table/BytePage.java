package dev.swarm.engine.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes of many things, one after the other, and the objects that they have in common: those are kept once, and the
 * bytes have their numbers. What is written once stays as it is.
 *
 * <p>There is one writer. Any thread may read what it was told of after it had been written.
 */
public final class BytePage {

    private static final VarHandle CHARS = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BYTES = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final char ASCII = 0x7F;
    private static final Object[] NOTHING = {};

    private final byte[] bytes;
    private volatile Object[] shared = NOTHING;
    private int count;

    /** The numbers of what is shared, as long as more is written. */
    private final Map<Object, Integer> numbers = new HashMap<>();

    private int latest = -1;

    /** How many bytes are written, once no more will be: what changes all the time is not beside what others read. */
    private int used;

    private int lost;

    /** Makes one with room for some bytes. */
    BytePage(int length) {
        bytes = new byte[length];
    }

    /** Returns all bytes themselves, of which only those are written that things have. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the two bytes at a place as a number. */
    public char charAt(int at) {
        return (char) CHARS.get(bytes, at);
    }

    /** Returns the eight bytes at a place. */
    public long longAt(int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Returns what is shared under a number. */
    public Object shared(int number) {
        return shared[number];
    }

    /** Returns a byte that may have been changed after it was written; what was done before is seen by who sees it. */
    public byte changed(int at) {
        return (byte) BYTES.getAcquire(bytes, at);
    }

    /** Changes a byte, which others read by {@link #changed}. */
    public void change(int at, byte value) {
        BYTES.setRelease(bytes, at, value);
    }

    /** Writes a number into two bytes. */
    public void putChar(int at, int value) {
        CHARS.set(bytes, at, (char) value);
    }

    /** Writes a number into eight bytes. */
    public void putLong(int at, long value) {
        LONGS.set(bytes, at, value);
    }

    /** Tells whether a text takes two bytes for each character, as it has others than ASCII. */
    public static boolean isWide(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ASCII) {
                return true;
            }
        }
        return false;
    }

    /** Writes the characters of a text; returns where they end. */
    public int putText(int at, String text, boolean isWide) {
        if (isWide) {
            for (int i = 0; i < text.length(); i++) {
                putChar(at + 2 * i, text.charAt(i));
            }
            return at + 2 * text.length();
        }
        for (int i = 0; i < text.length(); i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    /** Tells whether some bytes are those of a text. */
    public boolean isText(int at, int end, boolean isWide, String text) {
        if (isWide) {
            return text.equals(text(at, end, true));
        }
        if (end - at != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns a text. */
    public String text(int at, int end, boolean isWide) {
        if (!isWide) {
            return new String(bytes, at, end - at, StandardCharsets.US_ASCII);
        }
        char[] letters = new char[(end - at) / 2];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = charAt(at + 2 * i);
        }
        return new String(letters);
    }

    /** Returns the number of an object that things of this page share; equal ones have one. */
    public int share(Object object) {
        if (latest >= 0 && shared[latest] == object) {
            return latest;
        }
        Integer known = numbers.get(object);
        latest = known == null ? add(object) : known;
        return latest;
    }

    private int add(Object object) {
        Object[] all = count < shared.length ? shared : Arrays.copyOf(shared, Math.max(2, 2 * count));
        all[count] = object;
        shared = all;
        numbers.put(object, count);
        return count++;
    }

    /** Returns where the bytes of a thing end that begin at a place. */
    public int endOf(int at) {
        return Layout.endOf(this, at);
    }

    /** Returns where the bytes of the thing behind another one begin, if it is in this page. */
    public int behind(int at) {
        return Layout.behind(this, at);
    }

    /** Returns how many bytes are written, once no more will be. */
    int used() {
        return used;
    }

    /** Nothing is written here any more. */
    void end(int written) {
        used = written;
        numbers.clear();
    }

    /** Notes that nobody is led to some bytes any more. */
    void lose(int length) {
        lost += length;
    }

    /** Tells whether nobody is led to most of them. */
    boolean isMostlyLost() {
        return 2 * lost > used;
    }

    /** Tells whether nobody is led to any. */
    boolean isLost() {
        return lost >= used;
    }
}
