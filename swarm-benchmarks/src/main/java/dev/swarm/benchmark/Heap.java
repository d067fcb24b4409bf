package dev.swarm.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The heap of this process. */
public final class Heap {

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final int COLLECTIONS = 5;

    private Heap() {}

    /** Returns the bytes in use after some collections: the least that was seen. */
    public static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            LockSupport.parkNanos(PAUSE_NANOS);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
