package dev.swarm.engine.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes this thread has allocated, dead or alive. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    static long bytesSoFar() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Returns the fewest bytes that an action allocates in some runs; the first may load classes. */
    static long bytesOf(Action action) {
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = bytesSoFar();
            try {
                action.run();
            } catch (MalformedPacketException e) {
                // allocating for a refusal counts like any other
            }
            fewest = Math.min(fewest, bytesSoFar() - before);
        }
        return fewest;
    }

    /** What may be refused. */
    @FunctionalInterface
    interface Action {
        void run() throws MalformedPacketException;
    }
}
