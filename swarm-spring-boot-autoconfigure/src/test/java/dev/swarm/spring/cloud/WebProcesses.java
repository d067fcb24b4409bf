package dev.swarm.spring.cloud;

import dev.swarm.Swarm;
import dev.swarm.spring.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Nodes of {@link WebNode}, each a process, that look for one node. Closing it kills them all. */
final class WebProcesses implements AutoCloseable {

    private static final int KILL_SECONDS = 10;

    /** Those who are called need nothing of Spring Cloud, and start sooner without what they do not need. */
    private static final String CLASS_PATH =
            ClassPath.without(ClassPath.CLOUD, ClassPath.REACTIVE, ClassPath.ACTUATOR, ClassPath.OTHER).stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));

    private final Swarm seed;
    private final Map<String, Process> processes = new LinkedHashMap<>();

    WebProcesses(Swarm seed) {
        this.seed = seed;
    }

    /** Starts a node of the service {@code web}, and returns at once. */
    void start(String name) {
        Path log = Path.of("target", "process-logs", name + ".log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                CLASS_PATH,
                WebNode.class.getName(),
                "--spring.application.name=web",
                "--server.port=0",
                "--swarm.port=0",
                "--swarm.node.name=" + name,
                "--swarm.cluster=" + seed.config().cluster(),
                "--swarm.discovery.static.hosts=" + seed.self().address());
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            processes.put(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGKILL. */
    void kill(String name) {
        Objects.requireNonNull(processes.get(name)).destroyForcibly();
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
        try {
            for (Process process : processes.values()) {
                process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
