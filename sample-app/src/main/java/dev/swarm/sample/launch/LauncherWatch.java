package dev.swarm.sample.launch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Ends a node whose launcher is gone. The launcher holds the other end of the node's standard input and never writes to
 * it; however the launcher dies, the operating system closes that end, and reading it returns.
 */
public final class LauncherWatch {

    /** System property that tells a node it was started by the launcher. */
    static final String PROPERTY = "sample.launched";

    private static final Duration GRACE = Duration.ofSeconds(20);

    private LauncherWatch() {}

    /** Begins to watch, if this process was started by the launcher; otherwise does nothing. */
    public static void startIfLaunched() {
        if (Boolean.getBoolean(PROPERTY)) {
            daemon("launcher-watch", () -> endAfter(System.in)).start();
        }
    }

    private static void endAfter(InputStream launcher) {
        awaitEnd(launcher);
        Thread exit = daemon("launcher-gone", () -> System.exit(0));
        exit.start();
        try {
            // System.exit runs the shutdown hooks and does not come back; a hook that hangs must not keep an orphan
            // alive
            exit.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    /** Returns when the stream has ended, or is broken, which is the same here. */
    static void awaitEnd(InputStream launcher) {
        try {
            while (launcher.read() >= 0) {
                // nothing is ever sent; whatever comes is no end
            }
        } catch (IOException e) {
            // a broken pipe: the launcher is gone
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
