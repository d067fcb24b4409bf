package dev.swarm.benchmark;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When this node first had each of a range of updates, or a later one of the same key. Times are those of
 * {@link System#nanoTime()}, which on Linux is one clock for all processes of a machine.
 */
final class Arrivals implements Replica.Listener {

    private final long from;
    private final long[] nanos;
    private final int[] next = new int[Payload.KEYS];
    private final CountDownLatch all;

    /**
     * Expects updates.
     *
     * @param from number of the first one, a multiple of the number of keys
     * @param count how many
     */
    Arrivals(long from, int count) {
        this.from = from;
        this.nanos = new long[count];
        this.all = new CountDownLatch(count);
        Arrays.setAll(next, key -> key);
    }

    @Override
    public synchronized void onChange(String key, byte[] value) {
        long now = System.nanoTime();
        int number = Payload.number(key);
        if (number >= Payload.KEYS) {
            return;
        }
        long reached = Payload.number(value) - from;
        int at = next[number];
        for (; at <= reached && at < nanos.length; at += Payload.KEYS) {
            nanos[at] = now;
            all.countDown();
        }
        next[number] = at;
    }

    /** Waits for all of them; returns how many are missing when time is up. */
    long await(long limitNanos) throws InterruptedException {
        boolean unused = all.await(limitNanos, TimeUnit.NANOSECONDS);
        return all.getCount();
    }

    /** Returns the times as text, 0 for what has not come. */
    synchronized String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(nanos.length * Long.BYTES);
        bytes.asLongBuffer().put(nanos);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Returns the times of a text. */
    static long[] decode(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        long[] nanos = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(nanos);
        return nanos;
    }
}
