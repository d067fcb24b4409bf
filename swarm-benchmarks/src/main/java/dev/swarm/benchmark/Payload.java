package dev.swarm.benchmark;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What is written: a number that grows with each update, and bytes that do not compress. */
final class Payload {

    static final int BYTES = 100;

    /** Updates go round over so many keys: update {@code n} is of key {@code n % KEYS}. */
    static final int KEYS = 1_000;

    /** Where the keys begin that are filled rather than updated. */
    static final int FILL = 1_000_000;

    private static final byte[] NOISE = new byte[BYTES];

    static {
        new SplittableRandom(42).nextBytes(NOISE);
    }

    private Payload() {}

    /** Returns the value of an update. */
    static byte[] of(long number) {
        byte[] value = NOISE.clone();
        ByteBuffer.wrap(value).putLong(0, number);
        return value;
    }

    /** Returns the number of the update that a value came with, -1 of none. */
    static long number(byte @Nullable [] value) {
        return value == null ? -1 : ByteBuffer.wrap(value).getLong(0);
    }

    /** Returns the name of a key. */
    static String key(int number) {
        return "k" + number;
    }

    /** Returns the number of a key. */
    static int number(String key) {
        return Integer.parseInt(key, 1, key.length(), 10);
    }
}
