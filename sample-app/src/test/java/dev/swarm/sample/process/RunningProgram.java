package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process whose output, standard error included, goes to a file. Closing it kills it and what it has started. */
final class RunningProgram implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;

    private RunningProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program.
     *
     * @param command its command line
     * @param directory where it runs
     * @param environment what is added to the environment of the test
     * @param log file that gets its output; replaced if it exists
     */
    static RunningProgram start(List<String> command, Path directory, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new RunningProgram(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + command, e);
        }
    }

    /** Returns the whole lines written so far. */
    List<String> lines() {
        try {
            // decoded leniently: the last character may be half written
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many lines fulfil a condition. */
    long count(Predicate<String> condition) {
        return lines().stream().filter(condition).count();
    }

    /** Waits for the first line that fulfils a condition; fails at once if the program ends without it. */
    String awaitLine(String what, Duration patience, Predicate<String> condition) {
        return await(what + " in " + log)
                .atMost(patience)
                .pollInterval(POLL)
                .failFast(what + " will not come: the process ended, see " + log, () -> {
                    boolean over = !process.isAlive();
                    return over && find(condition).isEmpty();
                })
                .until(() -> find(condition), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> find(Predicate<String> condition) {
        return lines().stream().filter(condition).findFirst();
    }

    /** Returns the processes it has started and that still run. */
    List<ProcessHandle> children() {
        try (Stream<ProcessHandle> children = process.toHandle().children()) {
            return children.filter(ProcessHandle::isAlive).toList();
        }
    }

    /** Returns the process with the given text among its arguments, of those it has started. */
    ProcessHandle child(String argument) {
        return children().stream()
                .filter(child -> child.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(argument))
                        .orElse(false))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No child has the argument " + argument));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Sends SIGSTOP: it stands still, and its host keeps its connections. */
    void suspend() {
        signal("STOP");
    }

    /** Sends SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            assertThat(kill.waitFor()).as("exit code of kill -%s", name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end and returns the exit code. */
    int awaitExit(Duration patience) {
        try {
            assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .as("end of the process within %s, see %s", patience, log)
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = children();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        awaitExit(KILL_PATIENCE);
    }
}
