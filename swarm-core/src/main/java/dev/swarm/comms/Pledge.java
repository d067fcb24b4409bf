package dev.swarm.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.api.failure.RequestTimeoutException;
import dev.swarm.api.failure.UndeliveredException;
import dev.swarm.engine.comms.Caller;
import dev.swarm.engine.comms.Reply;
import dev.swarm.engine.wire.comms.Payload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reply that somebody waits for. The protocol's thread only puts the reply down. A thread that waits right here is
 * woken by it at once and completes the future itself, which reads the answer too; if there is none, the thread of
 * answers does. So what depends on the future never runs on the protocol's thread.
 *
 * <p>Reply and waiting thread are each written before the other one is read, so at least one side sees both.
 *
 * @param <R> what the answer is read as
 */
public final class Pledge<R> extends CompletableFuture<R> implements Caller {

    private final NodeId node;
    private final Duration timeout;
    private final Function<Payload, @Nullable R> reader;
    private final Waking waking;
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile @Nullable Reply reply;

    /**
     * Makes one.
     *
     * @param node who is asked
     * @param timeout how long is waited, for the message
     * @param reader reads the answer; what it throws fails the future
     * @param waking how it is completed
     */
    public Pledge(NodeId node, Duration timeout, Function<Payload, @Nullable R> reader, Waking waking) {
        this.node = node;
        this.timeout = timeout;
        this.reader = reader;
        this.waking = waking;
    }

    @Override
    public void onReply(Reply came) {
        reply = came;
        Thread thread = waiting.get();
        if (thread == null) {
            waking.answers().execute(() -> finish(came));
        } else {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public R get() throws InterruptedException, ExecutionException {
        await(0);
        return super.get();
    }

    @Override
    public R get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + unit.toNanos(time);
        await(Math.max(1, unit.toNanos(time)));
        return super.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    @Override
    public R join() {
        await(0);
        return super.join();
    }

    /** What depends on it is an ordinary future. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    /** Waits until there is a reply, or the limit is over, or somebody interrupts; 0 for no limit. */
    private void await(long limitNanos) {
        if (isDone() || !waiting.compareAndSet(null, Thread.currentThread())) {
            return;
        }
        waking.onWait().run();
        long start = System.nanoTime();
        long end = start + limitNanos;
        while (reply == null && !isDone() && !Thread.currentThread().isInterrupted()) {
            if (limitNanos == 0) {
                LockSupport.park(this);
            } else if (end - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, end - System.nanoTime());
            } else {
                break;
            }
        }
        waiting.set(null);
        waking.onWoken().accept(System.nanoTime() - start);
        Reply came = reply;
        if (came != null) {
            finish(came);
        }
    }

    private void finish(Reply came) {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        try {
            if (came instanceof Reply.Answered answered) {
                complete(reader.apply(answered.payload()));
            } else if (came instanceof Reply.Handled) {
                complete(reader.apply(Payload.NOTHING));
            } else {
                completeExceptionally(failure(came));
            }
        } catch (RuntimeException | LinkageError e) {
            completeExceptionally(e);
        }
    }

    private RuntimeException failure(Reply came) {
        if (came instanceof Reply.Failed failed) {
            return new RemoteFailureException(node, failed.handled(), failed.reason());
        }
        if (came instanceof Reply.Undelivered undelivered) {
            return new UndeliveredException(node, undelivered.outcome());
        }
        return new RequestTimeoutException(node, timeout);
    }
}
