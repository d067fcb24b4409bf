package dev.swarm.registry;

import dev.swarm.api.NodeId;
import dev.swarm.registry.mail.Letter;
import dev.swarm.registry.mail.Receipt;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A message to a worker, until it is known what became of it. It is sent again as long as it surely was not handled and
 * there is time; never otherwise.
 */
final class Errand {

    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 64_000_000;

    final String name;
    final Duration timeout;
    final long untilNanos;
    private final Errands errands;
    private final Letter letter;
    private final CompletableFuture<Receipt> result = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread caller = Thread.currentThread();
    private volatile boolean handedOut;
    private volatile @Nullable Runnable alarm;
    private volatile @Nullable NodeId to;
    private long pauseNanos = SHORTEST_PAUSE_NANOS;
    private volatile String obstacle = "it is between two places";

    Errand(Errands errands, Letter letter, Duration timeout, long nowNanos) {
        this.errands = errands;
        this.letter = letter;
        this.name = letter.name();
        this.timeout = timeout;
        this.untilNanos = nowNanos + timeout.toNanos();
    }

    /** Returns what the user gets; from then on completions leave the threads of others alone. */
    CompletableFuture<Receipt> handOut() {
        handedOut = true;
        return result;
    }

    /** Returns it as it is sent now, with the time that is left. */
    Letter letter(long nowNanos) {
        long left = Math.max(1, (untilNanos - nowNanos) / 1_000_000);
        return new Letter(letter.from(), name, letter.isAsk(), 0, left, letter.content());
    }

    /** Returns how long it waits before it is tried again: longer each time. */
    synchronized long nextPause() {
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
        return pauseNanos;
    }

    boolean isAsk() {
        return letter.isAsk();
    }

    boolean isOver() {
        return over.get();
    }

    /** Notes who sees to it that it ends in time. */
    void setAlarm(Runnable cancel) {
        alarm = cancel;
        if (over.get()) {
            cancel.run();
        }
    }

    boolean hasAlarm() {
        return alarm != null;
    }

    /** Notes where it goes. */
    void setSentTo(NodeId node) {
        to = node;
    }

    /** Returns where it went last, this node itself if nowhere. */
    NodeId sentTo(NodeId self) {
        NodeId node = to;
        return node == null ? self : node;
    }

    /** Notes why it was not sent. */
    void setObstacle(String reason) {
        obstacle = reason;
    }

    String obstacle() {
        return obstacle;
    }

    /** Something came of it; any thread. */
    void onReceipt(Receipt receipt) {
        errands.onReceipt(this, receipt);
    }

    void complete(Receipt receipt) {
        finish(() -> result.complete(receipt));
    }

    void fail(Throwable error) {
        finish(() -> result.completeExceptionally(error));
    }

    private void finish(Runnable completion) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Runnable cancel = alarm;
        if (cancel != null) {
            cancel.run();
        }
        errands.onOver();
        if (!handedOut && Thread.currentThread() == caller) {
            completion.run();
        } else {
            errands.completions().add(completion);
        }
    }
}
