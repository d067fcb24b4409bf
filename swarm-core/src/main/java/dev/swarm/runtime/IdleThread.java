package dev.swarm.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread that runs tasks in order, and is not there while there are none. */
final class IdleThread {

    private IdleThread() {}

    /** Returns an executor that needs no shutdown. */
    static Executor executor(String name, Duration idle) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, idle.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
