package dev.swarm.runtime;

import dev.swarm.api.failure.OverlayFullException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNodeException;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of writes of shared state to the loop. What gathers while the loop is busy becomes one step, so that many
 * writes cost little more than one; but no step takes so many that probes wait for long, and between two steps the loop
 * looks at its sockets. At most {@value #CAPACITY} changes and {@value #CAPACITY_BYTES} bytes wait; one
 * more is refused at once.
 *
 * <p>Futures that somebody waits for are completed in order by a thread of their own: what callers attach to them is
 * the callers' code. For those that nobody looks at the thread is woken now and then only, see {@link Written}.
 */
public final class WriteQueue {

    static final int CAPACITY = 65_536;
    static final long CAPACITY_BYTES = 64L * 1024 * 1024;

    /** Most changes in one step. */
    private static final int STEP_CHANGES = 512;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Executor loop;
    private final WakeUps.Scheduler later;
    private final Turns turns;
    private final SwarmEngine engine;
    private final Executor answers;
    private final Endings endings;
    private final Queue<QueuedWrite> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** What has to wait for the next step, as it is done alone, or there is no room for it in this one. */
    private @Nullable QueuedWrite held;

    private volatile boolean ended;

    /**
     * Makes one.
     *
     * @param loop runs what is next
     * @param later runs something on the loop after it has looked at its sockets, and after a time
     */
    WriteQueue(Executor loop, WakeUps.Scheduler later, Turns turns, SwarmEngine engine, String name) {
        this.loop = loop;
        this.later = later;
        this.turns = turns;
        this.engine = engine;
        this.answers = IdleThread.executor(name, IDLE);
        this.endings = new Endings(answers, later);
    }

    /**
     * Puts a write in; any thread.
     *
     * @param size about how many bytes it holds
     * @return done when the change is shown here; failed with what the engine says against it, or with
     *     {@link SwarmRejectedException} if the queue is full or the node ends
     */
    CompletableFuture<Void> offer(int size, BiConsumer<Now, SwarmEngine> change) {
        if (!reserve(size)) {
            return CompletableFuture.failedFuture(full());
        }
        Written done = new Written();
        waiting.add(QueuedWrite.completing(size, change, done));
        schedule();
        return done;
    }

    /**
     * Puts in what users hear of otherwise than by its being done; any thread.
     *
     * @param size about how many bytes it holds
     * @param failed told, by another thread, what {@link #offer} would fail with but for a full queue
     * @throws SwarmRejectedException if the queue is full; nothing was put in then
     */
    public void submit(int size, BiConsumer<Now, SwarmEngine> change, Consumer<RuntimeException> failed) {
        if (!reserve(size)) {
            throw full();
        }
        waiting.add(QueuedWrite.of(size, change, failed));
        schedule();
    }

    /**
     * Puts in what somebody wants to know the end of, with nothing made for it beside; any thread.
     *
     * @param change ends with what {@link #offer} would fail with but for a full queue, or well
     * @throws SwarmRejectedException if the queue is full; nothing was put in then
     */
    public void follow(Followed change) {
        if (!reserve(change.changes(), change.size)) {
            throw full();
        }
        waiting.add(change);
        schedule();
    }

    /**
     * Puts in what goes on with something that was let in, and has been done so far; as {@link #follow}, but never
     * refused.
     */
    public void followOn(Followed change) {
        count.addAndGet(change.changes());
        bytes.addAndGet(change.size);
        waiting.add(change);
        schedule();
    }

    /**
     * Runs something as a step of its own, in the order in which a thread puts in this and its writes.
     *
     * @throws SwarmRejectedException if the queue is full, or the node has ended
     */
    void between(BiConsumer<Now, SwarmEngine> step) {
        if (ended) {
            throw notRunning();
        }
        if (!reserve(0)) {
            throw full();
        }
        waiting.add(QueuedWrite.alone(step));
        schedule();
    }

    private boolean reserve(int size) {
        return reserve(1, size);
    }

    private boolean reserve(int changes, int size) {
        boolean isFull = count.addAndGet(changes) > CAPACITY;
        if (bytes.addAndGet(size) > CAPACITY_BYTES || isFull) {
            release(changes, size);
            refused.incrementAndGet();
            return false;
        }
        return true;
    }

    /**
     * Puts in what must not be lost, such as the answer to an effect, of which there are no more than effects; never
     * refused, and forgotten only when the node ends. Any thread. It must not throw.
     */
    public void insist(BiConsumer<Now, SwarmEngine> change) {
        count.incrementAndGet();
        waiting.add(QueuedWrite.of(0, change, null));
        schedule();
    }

    /** Returns who completes futures. */
    Executor answers() {
        return answers;
    }

    /** Returns how many writes were refused because the queue was full. */
    long refused() {
        return refused.get();
    }

    private void release(int changes, long size) {
        count.addAndGet(-changes);
        bytes.addAndGet(-size);
    }

    /** Refuses what waits and what comes; the loop, which calls this, does not take it any more. */
    void end() {
        ended = true;
        endings.settle();
        refuseAll();
    }

    private void schedule() {
        if (ended) {
            refuseAll();
        } else if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            runBy(loop);
        }
    }

    private void runBy(Executor executor) {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // before the queue is emptied, so that whoever comes later empties it again
            scheduled.set(false);
            refuseAll();
        }
    }

    private void drain() {
        List<QueuedWrite> step = next();
        if (!step.isEmpty()) {
            if (step.get(0).isAlone()) {
                turns.run("between", now -> apply(now, step));
            } else {
                turns.run("writes", now -> engine.batch(now, () -> apply(now, step)));
            }
            if (turns.isEnded()) {
                step.forEach(write -> write.problem = notRunning());
            }
            endings.end(step);
        }
        if (held != null || !waiting.isEmpty()) {
            runBy(task -> later.schedule(task, 0));
            return;
        }
        scheduled.set(false);
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    /** Takes what the next step does: some writes, or one that is done alone. */
    private List<QueuedWrite> next() {
        List<QueuedWrite> step = new ArrayList<>();
        int changes = 0;
        long size = 0;
        while (changes < STEP_CHANGES) {
            QueuedWrite write = held == null ? waiting.poll() : held;
            held = null;
            if (write == null) {
                break;
            }
            if (!step.isEmpty() && (write.isAlone() || changes + write.changes() > STEP_CHANGES)) {
                held = write;
                break;
            }
            changes += write.changes();
            size += write.size;
            step.add(write);
            if (write.isAlone()) {
                break;
            }
        }
        // once for all: callers count in the same places, and two processors would fight for them
        release(changes, size);
        return step;
    }

    /** What the engine refuses has changed nothing, and concerns its caller alone. */
    private void apply(Now now, List<QueuedWrite> step) {
        step.forEach(write -> write.foresee(engine));
        for (QueuedWrite write : step) {
            try {
                write.make(now, engine);
            } catch (IllegalArgumentException | OverlayFullException | UnknownNodeException e) {
                write.problem = e;
            }
        }
    }

    private void refuseAll() {
        for (QueuedWrite write = waiting.poll(); write != null; write = waiting.poll()) {
            release(write.changes(), write.size);
            endings.refuse(write, notRunning());
        }
    }

    private static SwarmRejectedException full() {
        return new SwarmRejectedException("Too many writes wait already; write again a little later");
    }

    private static SwarmRejectedException notRunning() {
        return new SwarmRejectedException("The node does not run");
    }
}
