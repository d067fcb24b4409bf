package dev.swarm.sample.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private volatile boolean isPaused;

    /**
     * How a node is started.
     *
     * @param line its whole command line
     * @param environment what is added to the launcher's own
     */
    record Command(List<String> line, Map<String, String> environment) {}

    private ChildProcess(NodeSpec node, Process process, Consumer<String> lines, Consumer<ChildProcess> onEnd) {
        this.node = node;
        this.process = process;
        this.pump = new Thread(() -> follow(lines, onEnd), "output-of-" + node.name());
        pump.setDaemon(true);
    }

    /**
     * Starts a node.
     *
     * @param command how
     * @param lines gets each line of its output, standard error included, on a thread of its own
     * @param onEnd called on the same thread once the process has ended, after its last line
     * @throws IOException if the operating system cannot start it
     */
    static ChildProcess start(NodeSpec node, Command command, Consumer<String> lines, Consumer<ChildProcess> onEnd)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        ChildProcess child = new ChildProcess(node, process, lines, onEnd);
        child.pump.start();
        return child;
    }

    NodeSpec node() {
        return node;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the exit code of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end, by SIGTERM where there are signals. */
    void terminate() {
        if (isPaused) {
            resume();
        }
        // unlike the process itself, its handle leaves the output open, and so the last lines are seen
        process.toHandle().destroy();
    }

    /** Has it stand still, where there are signals; tells whether it does. */
    boolean pause() {
        isPaused = signal("-STOP");
        return isPaused;
    }

    /** Has it go on. */
    void resume() {
        isPaused = false;
        boolean unused = signal("-CONT");
    }

    private boolean signal(String signal) {
        try {
            return new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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

    private void awaitLastLines() throws InterruptedException {
        pump.join(LAST_LINES.toMillis());
    }

    private void follow(Consumer<String> lines, Consumer<ChildProcess> onEnd) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // the process was killed while we read
        }
        try {
            process.waitFor();
            onEnd.accept(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
