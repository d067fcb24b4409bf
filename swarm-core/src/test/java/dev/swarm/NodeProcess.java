package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link RegistryProgram} in a process of its own. */
final class NodeProcess implements AutoCloseable {

    private static final long END_SECONDS = 60;

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private NodeProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one; it is on its way to the cluster when this returns. */
    static NodeProcess start(String name, String cluster, String join) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new NodeProcess(new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        RegistryProgram.class.getName(),
                        name,
                        cluster,
                        join)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Returns the next line that it says. */
    String hear() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The process has ended");
        }
        return line;
    }

    /** Has it do something, and returns what it says to that. */
    String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return hear();
    }

    /** Ends it as systems end services, and waits until it has. */
    void terminate() throws InterruptedException {
        // the process itself would also lose its input, and end by that
        assertThat(process.toHandle().destroy()).isTrue();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process does not end");
        }
    }

    /** Ends it with no word to anybody. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
