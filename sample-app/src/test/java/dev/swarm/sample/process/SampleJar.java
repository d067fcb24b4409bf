package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jar that the build has made, and the {@code java} that the tests run on. */
final class SampleJar {

    /** Root of the project; tests run in their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** Options for a short life on a small machine. */
    static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx128m");

    private static final Path JAR = Path.of("target", "sample-app.jar").toAbsolutePath();

    private SampleJar() {}

    /** Returns the command line that runs the jar with these options of Java and these arguments. */
    static List<String> command(List<String> options, List<String> arguments) {
        assertThat(JAR).as("the packaged jar").exists();
        List<String> command = new ArrayList<>();
        command.add(JAVA.toString());
        command.addAll(QUICK);
        command.addAll(options);
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(arguments);
        return command;
    }

    /** Returns the file for the output of one process of a test. */
    static Path log(Class<?> test, String name) {
        return Path.of("target", "process-logs", test.getSimpleName(), name + ".log")
                .toAbsolutePath();
    }
}
