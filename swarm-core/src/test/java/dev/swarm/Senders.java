package dev.swarm;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.WorkerUnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends numbered messages to names at a pace. One that was not handled for sure is sent again; any other failure is
 * written down.
 */
final class Senders implements AutoCloseable {

    private static final long PERIOD_MILLIS = 10;
    private static final long AGAIN_MILLIS = 20;

    private final SwarmRegistry registry;
    private final List<String> names;
    private final int perPeriod;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Phaser underWay = new Phaser(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private volatile boolean sending = true;

    Senders(SwarmRegistry registry, List<String> names, int perSecond) {
        this.registry = registry;
        this.names = names;
        this.perPeriod = (int) (perSecond * PERIOD_MILLIS / TimeUnit.SECONDS.toMillis(1));
    }

    /** Begins. */
    void start() {
        var unused = clock.scheduleAtFixedRate(this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns how many messages were sent so far, each counted once. */
    int sent() {
        return sent.get();
    }

    /** Returns how often one was sent again. */
    int again() {
        return again.get();
    }

    /** Returns what failed in another way than by not being handled. */
    List<String> problems() {
        return new ArrayList<>(problems);
    }

    /** Begins no further message, and waits until each that was begun is handled. */
    void finish(long limitSeconds) throws Exception {
        clock.submit(() -> sending = false).get();
        int phase = underWay.arrive();
        underWay.awaitAdvanceInterruptibly(phase, limitSeconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void tick() {
        for (int i = 0; i < perPeriod && sending; i++) {
            underWay.register();
            send(sent.getAndIncrement());
        }
    }

    private void send(int id) {
        String name = names.get(id % names.size());
        CompletableFuture<Void> unused = registry.tell(name, Integer.toString(id))
                .whenComplete((done, error) -> {
                    if (error != null && isUnhandled(error)) {
                        again.incrementAndGet();
                        var unusedAgain = clock.schedule(() -> send(id), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    } else {
                        if (error != null) {
                            problems.add(name + " " + id + ": " + error);
                        }
                        underWay.arriveAndDeregister();
                    }
                });
    }

    private static boolean isUnhandled(Throwable error) {
        @Nullable Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof SwarmRejectedException
                || (cause instanceof WorkerUnreachableException unreachable && !unreachable.mayHaveArrived());
    }
}
