package dev.swarm.comms;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of handlers: a virtual one for each task where the JVM has them, so that any number of handlers may
 * block; else a few daemons, and more while those block, see {@link FewThreads}. All are started when there is
 * something to do.
 */
public final class Crew implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final Executor threads;
    private final Runnable end;

    private Crew(Executor threads, Runnable end) {
        this.threads = threads;
        this.end = end;
    }

    /** Returns a crew of the best threads that this JVM has. */
    public static Crew of(String name) {
        return Runtime.version().feature() >= 21 ? ofVirtualThreads(name) : ofSystemThreads(name);
    }

    /** Returns a crew of threads of the system. */
    static Crew ofSystemThreads(String name) {
        FewThreads few = new FewThreads(name + "-");
        return new Crew(few, few::close);
    }

    private static Crew ofVirtualThreads(String name) {
        ExecutorService each = virtual(name + "-");
        return new Crew(each, each::shutdownNow);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Interrupts those that run, and starts no more. */
    @Override
    public void close() {
        end.run();
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
