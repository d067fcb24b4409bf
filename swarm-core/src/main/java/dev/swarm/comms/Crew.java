package dev.swarm.comms;

import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of handlers: a virtual one for each task where the JVM has them, so that any number of handlers may
 * block; else up to {@value #MOST_THREADS} daemons, and tasks beyond that wait for one. All are started when there is
 * something to do.
 */
public final class Crew implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
    private static final int MOST_THREADS = 256;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ExecutorService threads;

    private Crew(String name, boolean virtual) {
        this.threads = virtual ? virtual(name + "-") : pool(name + "-");
    }

    /** Returns a crew of the best threads that this JVM has. */
    public static Crew of(String name) {
        return new Crew(name, Runtime.version().feature() >= 21);
    }

    /** Returns a crew of threads of the system. */
    static Crew ofSystemThreads(String name) {
        return new Crew(name, false);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Interrupts those that run, and starts no more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A task goes to an idle thread, else to a new one, and waits only when there are no more. */
    private static ExecutorService pool(String prefix) {
        AtomicLong number = new AtomicLong();
        HandOver queue = new HandOver();
        return new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                queue,
                task -> {
                    Thread thread = new Thread(task, prefix + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> {
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException("The node has stopped");
                    }
                    queue.put(task);
                });
    }

    /** Takes a task at once only if a thread waits for one. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    /** The methods are those of Java 21; this library runs on 17 too. */
    private static ExecutorService virtual(String prefix) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 0L);
            Object factory = type.getMethod("factory").invoke(named);
            Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            return (ExecutorService) perTask.invoke(null, factory);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            LOG.debug("No virtual threads", e);
        } catch (InvocationTargetException e) {
            LOG.debug("No virtual threads", e.getCause());
        }
        throw new IllegalStateException("This JVM says it has virtual threads, and gives none");
    }
}
