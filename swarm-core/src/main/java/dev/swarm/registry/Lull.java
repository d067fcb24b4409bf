package dev.swarm.registry;

import dev.swarm.registry.mail.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When letters have ceased. Others hear a little late that names have left a node, and send letters there meanwhile; if
 * it were gone before it has answered them, their senders would not know what became of them. Any thread may call.
 */
final class Lull {

    /** So long nothing comes: others see new places within milliseconds, unless they are short of processors. */
    static final Duration QUIET = Duration.ofMillis(300);

    /** Letters to local names of the node do not cease. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Timer timer;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong quietFromNanos = new AtomicLong(Long.MIN_VALUE);

    Lull(Timer timer) {
        this.timer = timer;
    }

    /** A letter has come. */
    void onLetter() {
        open.incrementAndGet();
    }

    /** A letter is answered. */
    void onAnswered() {
        quietFromNanos.set(timer.nanos() + QUIET.toNanos());
        open.decrementAndGet();
    }

    /**
     * Returns what is done when all are answered and none has come for a while; at the latest after {@link #LONGEST}.
     */
    CompletableFuture<Void> begin() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        look(reached, timer.nanos() + LONGEST.toNanos());
        return reached;
    }

    private void look(CompletableFuture<Void> reached, long untilNanos) {
        long now = timer.nanos();
        boolean isQuiet = open.get() == 0 && now >= quietFromNanos.get();
        if (isQuiet || now >= untilNanos) {
            reached.complete(null);
        } else {
            Runnable unused = timer.later(PAUSE.toNanos(), () -> look(reached, untilNanos));
        }
    }
}
