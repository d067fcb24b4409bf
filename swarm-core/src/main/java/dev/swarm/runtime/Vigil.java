package dev.swarm.runtime;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Keeps the loop awake while a thread waits for an answer that comes soon, and for a moment after it: to wake a thread
 * takes longer than all the rest of a request on a fast network. The loop looks at its sockets and tasks again and
 * again meanwhile, for some tens of microseconds at a stretch.
 *
 * <p>It does so only while answers are usually there within {@value #SOON_NANOS} ns, so slow networks and slow handlers
 * cost nothing, and never where there is one processor only.
 */
public final class Vigil implements SelectStrategy {

    private static final long SOON_NANOS = 100_000;
    private static final long AFTERWARDS_NANOS = 30_000;
    private static final int SMOOTHING = 8;

    private final boolean possible;
    private final LongSupplier clock;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long sinceNanos;
    private volatile long usualNanos = SOON_NANOS / 2;
    private boolean watching;

    Vigil() {
        this(Runtime.getRuntime().availableProcessors() > 1, System::nanoTime);
    }

    /**
     * Makes one.
     *
     * @param possible whether staying awake takes nothing from who is waited for
     * @param clock nanoseconds
     */
    Vigil(boolean possible, LongSupplier clock) {
        this.possible = possible;
        this.clock = clock;
    }

    /** A thread begins to wait. */
    public void begin() {
        if (possible) {
            sinceNanos = clock.getAsLong();
            waiting.incrementAndGet();
        }
    }

    /** A thread does not wait any more; a few updates at once may lose one, which does no harm. */
    public void end(long tookNanos) {
        if (possible) {
            waiting.decrementAndGet();
            sinceNanos = clock.getAsLong();
            long usual = usualNanos;
            usualNanos = usual + (Math.min(tookNanos, 4 * SOON_NANOS) - usual) / SMOOTHING;
        }
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        if (hasTasks || isAwake()) {
            return selectNow.get();
        }
        return SelectStrategy.SELECT;
    }

    private boolean isAwake() {
        boolean usuallySoon = usualNanos < SOON_NANOS;
        if (!usuallySoon || (!watching && waiting.get() == 0)) {
            return false;
        }
        long passed = clock.getAsLong() - sinceNanos;
        watching = passed < (waiting.get() > 0 ? SOON_NANOS : AFTERWARDS_NANOS);
        if (watching) {
            Thread.onSpinWait();
        }
        return watching;
    }
}
