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
 * looks at its sockets. At most {@value #CAPACITY} writes and {@value #CAPACITY_BYTES} bytes wait; one more
 * is refused at once.
 *
 * <p>Futures that somebody waits for are completed in order by a thread of their own: what callers attach to them is
 * the callers' code. For those that nobody looks at the thread is woken now and then only, see {@link Written}.
 */
public final class WriteQueue {

    static final int CAPACITY = 65_536;
    static final long CAPACITY_BYTES = 64L * 1024 * 1024;

    /** Most writes in one step. */
    private static final int STEP_WRITES = 512;

    /** Most ended futures that nobody waits for, and how long they are left so. */
    private static final int MOST_UNSETTLED = 4096;

    private static final long UNSETTLED_NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Executor loop;
    private final WakeUps.Scheduler later;
    private final Turns turns;
    private final SwarmEngine engine;
    private final Executor answers;
    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private List<Runnable> unsettled = new ArrayList<>();
    private boolean settling;
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
    }

    private static final class Write {

        private final int size;
        private final BiConsumer<Now, SwarmEngine> change;
        private final @Nullable Written done;
        private final @Nullable Consumer<RuntimeException> failed;
        private @Nullable RuntimeException problem;

        private Write(
                int size,
                BiConsumer<Now, SwarmEngine> change,
                @Nullable Written done,
                @Nullable Consumer<RuntimeException> failed) {
            this.size = size;
            this.change = change;
            this.done = done;
            this.failed = failed;
        }
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
        waiting.add(new Write(size, change, done, null));
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
        waiting.add(new Write(size, change, null, failed));
        schedule();
    }

    private boolean reserve(int size) {
        boolean isFull = count.incrementAndGet() > CAPACITY;
        if (bytes.addAndGet(size) > CAPACITY_BYTES || isFull) {
            release(size);
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
        waiting.add(new Write(0, change, null, null));
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

    private void release(int size) {
        count.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** Refuses what waits and what comes; the loop, which calls this, does not take it any more. */
    void end() {
        ended = true;
        settle();
        refuseAll();
    }

    private void schedule() {
        if (ended) {
            refuseAll();
        } else if (scheduled.compareAndSet(false, true)) {
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
        List<Write> step = new ArrayList<>();
        while (step.size() < STEP_WRITES) {
            Write write = waiting.poll();
            if (write == null) {
                break;
            }
            release(write.size);
            step.add(write);
        }
        if (!step.isEmpty()) {
            turns.run("writes", now -> engine.batch(now, () -> apply(now, step)));
            if (turns.isEnded()) {
                step.forEach(write -> write.problem = notRunning());
            }
            end(step);
        }
        if (!waiting.isEmpty()) {
            runBy(task -> later.schedule(task, 0));
            return;
        }
        scheduled.set(false);
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    /** What the engine refuses has changed nothing, and concerns its caller alone. */
    private void apply(Now now, List<Write> step) {
        for (Write write : step) {
            try {
                write.change.accept(now, engine);
            } catch (IllegalArgumentException | OverlayFullException | UnknownNodeException e) {
                write.problem = e;
            }
        }
    }

    /** Writes down how writes ended; tells whoever waits now, and otherwise later. */
    private void end(List<Write> step) {
        boolean awaited = false;
        for (Write write : step) {
            awaited |= note(write);
        }
        if (awaited || unsettled.size() >= MOST_UNSETTLED) {
            settle();
        } else if (!settling && !unsettled.isEmpty()) {
            settleLater();
        }
    }

    /** Notes whom to tell of the end of a write; returns whether somebody waits for it already. */
    private boolean note(Write write) {
        RuntimeException problem = write.problem;
        Written done = write.done;
        if (done != null) {
            unsettled.add(done::settle);
            return done.end(problem);
        }
        Consumer<RuntimeException> failed = write.failed;
        if (failed == null || problem == null) {
            return false;
        }
        unsettled.add(() -> failed.accept(problem));
        return true;
    }

    private void settleLater() {
        try {
            later.schedule(this::onUnsettled, UNSETTLED_NANOS);
            settling = true;
        } catch (RejectedExecutionException e) {
            settle();
        }
    }

    private void onUnsettled() {
        settling = false;
        settle();
    }

    private void settle() {
        if (!unsettled.isEmpty()) {
            List<Runnable> all = unsettled;
            unsettled = new ArrayList<>();
            answers.execute(() -> all.forEach(Runnable::run));
        }
    }

    private void refuseAll() {
        for (Write write = waiting.poll(); write != null; write = waiting.poll()) {
            release(write.size);
            SwarmRejectedException problem = notRunning();
            Written done = write.done;
            Consumer<RuntimeException> failed = write.failed;
            if (done != null) {
                boolean unusedAwaited = done.end(problem);
                answers.execute(done::settle);
            } else if (failed != null) {
                answers.execute(() -> failed.accept(problem));
            }
        }
    }

    private static SwarmRejectedException full() {
        return new SwarmRejectedException("Too many writes wait already; write again a little later");
    }

    private static SwarmRejectedException notRunning() {
        return new SwarmRejectedException("The node does not run");
    }
}
