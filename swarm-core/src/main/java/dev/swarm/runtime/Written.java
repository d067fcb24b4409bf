package dev.swarm.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The future of a write, which most callers never look at. So nobody is woken to complete it before somebody does: the
 * loop only writes down how it ended, and whoever looks completes it first. What is attached to it is run by a thread
 * of the caller's or by the one for answers, never by the loop.
 *
 * <p>Somebody may begin to wait just as the end is written down, or in a way that cannot be seen here, as
 * {@link CompletableFuture#allOf} does. So whoever writes down the end also completes all, a little later.
 */
final class Written extends CompletableFuture<Void> {

    private volatile @Nullable Ending ending;

    /**
     * How it ended.
     *
     * @param problem {@code null} if it went well
     */
    private record Ending(@Nullable RuntimeException problem) {}

    /**
     * Writes down the end, once.
     *
     * @param problem {@code null} if the write is shown
     * @return whether somebody waits for it already
     */
    boolean end(@Nullable RuntimeException problem) {
        ending = new Ending(problem);
        return getNumberOfDependents() > 0;
    }

    /** Completes it if it has ended; what waits for it is run here. */
    void settle() {
        Ending now = ending;
        if (now == null || super.isDone()) {
            return;
        }
        if (now.problem == null) {
            complete(null);
        } else {
            completeExceptionally(now.problem);
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        settle();
        return new CompletableFuture<>();
    }

    @Override
    public boolean isDone() {
        settle();
        return super.isDone();
    }

    @Override
    public boolean isCompletedExceptionally() {
        settle();
        return super.isCompletedExceptionally();
    }

    @Override
    public boolean isCancelled() {
        settle();
        return super.isCancelled();
    }

    @Override
    public Void get() throws InterruptedException, ExecutionException {
        settle();
        return super.get();
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        settle();
        return super.get(timeout, unit);
    }

    @Override
    public Void getNow(Void valueIfAbsent) {
        settle();
        return super.getNow(null);
    }

    @Override
    public Void join() {
        settle();
        return super.join();
    }
}
