package dev.swarm.comms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of the system that share what waits: a few, and more only as some get on no further. A task that takes longer
 * than a look-out, which comes each millisecond while something waits, no longer counts as one of the few, so that
 * tasks that block hold up nobody else for long; and tasks that are short wake no thread each, nor crowd out others.
 */
final class FewThreads implements Executor, AutoCloseable {

    static final int MOST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(FewThreads.class);
    private static final int FEW = Math.max(4, Runtime.getRuntime().availableProcessors());
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = 1_000_000;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final List<Shift> shifts = new ArrayList<>();

    /** How many shifts get on, as far as is known; changed under the lock. */
    private volatile int active;

    /** How many of the few there may be for each one: doubled while none gets on. */
    private int burst = 1;

    private volatile boolean closed;

    /** Makes threads, each with a prefix and a number for a name; none is started before there is something to do. */
    FewThreads(String prefix) {
        AtomicLong number = new AtomicLong();
        // how many there are is seen to here
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, prefix + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The node has stopped");
        }
        waiting.add(task);
        care();
        if (closed && waiting.remove(task)) {
            throw new RejectedExecutionException("The node has stopped");
        }
    }

    /** Sees to it that what waits is done. */
    private void care() {
        if (active < FEW) {
            begin(1);
        } else if (!watched.get() && watched.compareAndSet(false, true)) {
            run(this::watch);
        }
    }

    /** Interrupts those that run, and starts no more; what waits is forgotten. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        waiting.clear();
    }

    /** Looks who has got no further since the last time, and has others do what waits. */
    synchronized void look() {
        for (Shift shift : shifts) {
            boolean isStuck = !shift.off && shift.tasks == shift.seen;
            shift.seen = shift.tasks;
            if (isStuck) {
                shift.off = true;
                active--;
            }
        }
        burst = active == 0 ? Math.min(MOST, 2 * burst) : 1;
        begin(FEW * burst - active);
    }

    /** Returns how many threads are at work. */
    synchronized int size() {
        return shifts.size();
    }

    private synchronized void begin(int more) {
        for (int i = 0; i < more && shifts.size() < MOST && !waiting.isEmpty() && !closed; i++) {
            Shift shift = new Shift();
            shifts.add(shift);
            active++;
            run(shift);
        }
    }

    private void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.trace("The node has stopped, and what waited is forgotten", e);
        }
    }

    private void watch() {
        do {
            LockSupport.parkNanos(LOOK_NANOS);
            if (!waiting.isEmpty()) {
                look();
            }
        } while (!waiting.isEmpty() && !closed);
        watched.set(false);
        if (!waiting.isEmpty()) {
            care();
        }
    }

    /** A thread at work, as long as something waits. */
    private final class Shift implements Runnable {

        /** How many tasks are done; written by its thread alone. */
        private volatile long tasks;

        /** How many there were at the last look. */
        private long seen = -1;

        /** Whether it does not count as one of the few; changed under the lock. */
        private volatile boolean off;

        @Override
        public void run() {
            long done = 0;
            for (Runnable task = next(); task != null; task = next()) {
                perform(task);
                tasks = ++done;
            }
            leave(this);
        }

        private @Nullable Runnable next() {
            boolean goesOn = !closed && (!off || isBack(this));
            return goesOn ? waiting.poll() : null;
        }
    }

    /** Tells whether one that was stuck is one of the few again. */
    private synchronized boolean isBack(Shift shift) {
        if (active >= FEW) {
            return false;
        }
        shift.off = false;
        active++;
        return true;
    }

    private void leave(Shift shift) {
        synchronized (this) {
            shifts.remove(shift);
            active -= shift.off ? 0 : 1;
        }
        if (!waiting.isEmpty()) {
            care();
        }
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task failed", e);
        } finally {
            // an interrupt was meant for the task, unless all is over
            boolean unused = !closed && Thread.interrupted();
        }
    }
}
