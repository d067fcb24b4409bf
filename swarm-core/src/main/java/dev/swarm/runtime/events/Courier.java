package dev.swarm.runtime.events;

import dev.swarm.api.event.SwarmEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events to one listener by an executor of the user's: in order and one at a time, whatever the executor does.
 * At most {@value #CAPACITY} wait, then the oldest gives way. Only one thread at a time offers.
 */
final class Courier {

    static final int CAPACITY = EventDispatcher.CAPACITY;

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Consumer<? super SwarmEvent> listener;
    private final Executor executor;
    private final Listeners tally;
    private final Queue<SwarmEvent> waiting = new ConcurrentLinkedQueue<>();

    /** How many offers no run of the executor has seen yet; above zero one is under way. */
    private final AtomicInteger unseen = new AtomicInteger();

    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Runnable first;
    private volatile boolean closed;

    /**
     * Makes one.
     *
     * @param first run before all events, {@code null} for nothing
     * @param tally counts what fails or is dropped
     */
    Courier(Consumer<? super SwarmEvent> listener, Executor executor, @Nullable Runnable first, Listeners tally) {
        this.listener = listener;
        this.executor = executor;
        this.first = first;
        this.tally = tally;
        if (first != null) {
            schedule();
        }
    }

    /** Takes an event; never throws. Blocks only if the executor does. */
    void offer(SwarmEvent event) {
        if (size.incrementAndGet() > CAPACITY) {
            drop(waiting.poll());
        }
        waiting.add(event);
        schedule();
    }

    /** Ends the calls, but for one that runs. */
    void close() {
        closed = true;
    }

    private void schedule() {
        if (unseen.getAndIncrement() == 0) {
            try {
                executor.execute(this::deliver);
            } catch (RejectedExecutionException e) {
                LOG.debug("An executor takes no event for {}", listener, e);
                unseen.set(0);
                for (SwarmEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                    drop(event);
                }
            }
        }
    }

    private void deliver() {
        int seen = unseen.get();
        while (seen > 0) {
            Runnable before = first;
            if (before != null) {
                first = null;
                run(before, "the snapshot");
            }
            for (SwarmEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                size.decrementAndGet();
                SwarmEvent told = event;
                run(() -> listener.accept(told), told);
            }
            seen = unseen.addAndGet(-seen);
        }
    }

    private void run(Runnable call, Object about) {
        if (closed) {
            return;
        }
        try {
            call.run();
        } catch (Throwable e) {
            tally.onFailed();
            LOG.warn("A listener failed and is skipped for this: {} on {}", listener, about, e);
        }
    }

    private void drop(@Nullable SwarmEvent event) {
        if (event != null) {
            size.decrementAndGet();
            tally.onDropped();
        }
    }
}
