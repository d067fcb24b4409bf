package dev.swarm.benchmark;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until this node has what was written; looks again and again, each key until it is there. */
final class Reader {

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final Replica replica;

    Reader(Replica replica) {
        this.replica = replica;
    }

    /**
     * Waits until every key has its last update.
     *
     * @param end the number after the last update
     * @return when it was so, -1 if time was up before
     */
    long updated(long end, long limitNanos) {
        return await(0, Payload.KEYS, end - Payload.KEYS, limitNanos);
    }

    /**
     * Waits until all entities are there.
     *
     * @return when it was so, -1 if time was up before
     */
    long filled(long number, int count, long limitNanos) {
        return await(Payload.FILL, count, number, limitNanos);
    }

    /** Waits until so many nodes are seen. */
    boolean members(int count, long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        while (replica.members() < count) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private long await(int firstKey, int count, long number, long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        for (int i = 0; i < count; i++) {
            String key = Payload.key(firstKey + i);
            while (Payload.number(replica.get(key)) < number) {
                if (System.nanoTime() - end > 0) {
                    return -1;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return System.nanoTime();
    }
}
