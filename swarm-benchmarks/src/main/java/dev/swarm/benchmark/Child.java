package dev.swarm.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Node} in a process of its own, asked by its standard input. */
public final class Child implements AutoCloseable {

    private static final String OK = "ok ";

    /**
     * Heap that is there from the beginning, in large pages: in a virtual machine a new page costs more than a message,
     * and looking up addresses of many pages costs as well.
     */
    private static final List<String> STEADY = List.of("-XX:+AlwaysPreTouch", "-XX:+UseTransparentHugePages");

    private final String name;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process of a replica.
     *
     * @param index of the node
     * @param ports of all nodes
     * @param heap its size for {@code -Xmx}
     * @param logs directory that gets what the process says otherwise
     */
    static Child start(Subject subject, int index, List<Integer> ports, String heap, Path logs) {
        List<String> options = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        options.addAll(subject.javaOptions());
        return start(new Program(Node.class, options), subject.name(), index, ports, logs);
    }

    /**
     * What a process runs.
     *
     * @param main its class, which gets the subject, the index, and the ports separated by commas
     * @param options for Java
     */
    public record Program(Class<?> main, List<String> options) {}

    /** Starts a process. */
    public static Child start(Program program, String subject, int index, List<Integer> ports, Path logs) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(STEADY);
        command.addAll(program.options());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of(program.main().getName(), subject, Integer.toString(index)));
        command.add(String.join(",", ports.stream().map(String::valueOf).toList()));
        String name = subject + "-" + index;
        try {
            Files.createDirectories(logs);
            File log = logs.resolve(name + ".log").toFile();
            return new Child(
                    name,
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns ports that are free on the loopback address now. */
    public static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says what to do, without waiting for it. */
    public void tell(String command, long... numbers) {
        StringBuilder line = new StringBuilder(command);
        for (long number : numbers) {
            line.append(' ').append(number);
        }
        try {
            commands.write(line.append('\n').toString());
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Returns the answer to the oldest command that is not answered yet. */
    public String hear() {
        try {
            String line = answers.readLine();
            if (line == null || !line.startsWith(OK)) {
                throw new IllegalStateException(name + " answers: " + line);
            }
            return line.substring(OK.length());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Says what to do and returns the answer. */
    public String ask(String command, long... numbers) {
        tell(command, numbers);
        return hear();
    }

    /** Says what to do and returns the answer, which is a number. */
    public long askNumber(String command, long... numbers) {
        return Long.parseLong(ask(command, numbers));
    }

    /** Ends the process and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
