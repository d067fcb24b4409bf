package dev.swarm.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a node has released everything; others wait for it, but not for ever. */
final class Released {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CountDownLatch latch = new CountDownLatch(1);

    void done() {
        latch.countDown();
    }

    void await() {
        try {
            boolean unused = latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
