package dev.swarm.sample.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A node as a process of its own: started, printed, ended. Its standard input stays open as long as the launcher lives.
 */
final class ChildProcess {

    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final NodeSpec node;
    private final Process process;
    private final Thread pump;

    private ChildProcess(NodeSpec node, Process process, Consumer<String> lines) {
        this.node = node;
        this.process = process;
        this.pump = new Thread(() -> pump(lines), "output-of-" + node.name());
        pump.setDaemon(true);
    }

    /**
     * Starts a node.
     *
     * @param command its whole command line
     * @param lines gets each line of its output, standard error included, on a thread of its own
     * @throws IOException if the operating system cannot start it
     */
    static ChildProcess start(NodeSpec node, List<String> command, Consumer<String> lines) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ChildProcess child = new ChildProcess(node, process, lines);
        child.pump.start();
        return child;
    }

    NodeSpec node() {
        return node;
    }

    /** Runs the action once the process has ended and its last lines are printed, on a thread of the JDK. */
    void onExit(Consumer<ChildProcess> action) {
        process.onExit().thenRun(() -> {
            awaitLastLines();
            action.accept(this);
        });
    }

    /** Returns the exit code of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end, by SIGTERM where there are signals. */
    void terminate() {
        // unlike the process itself, its handle leaves the output open, and so the last lines are seen
        process.toHandle().destroy();
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for its end until the deadline, then kills it; its last lines are printed when this returns. */
    void awaitEnd(long deadlineNanos) throws InterruptedException {
        if (!process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly().waitFor();
        }
        awaitLastLines();
    }

    private void awaitLastLines() {
        try {
            pump.join(LAST_LINES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // the process was killed while we read; its exit is reported elsewhere
        }
    }
}
