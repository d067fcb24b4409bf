package dev.swarm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures all subjects in turn, several times, and writes the page. The turns alternate, so that a machine that gets
 * slower does so for all.
 */
final class Benchmarks {

    private static final Set<Subject> VARIANTS =
            Set.of(Subject.NETTY_THREAD, Subject.SWARM_SECRET, Subject.PEKKO_DEFAULT);

    private Benchmarks() {}

    /**
     * Runs everything.
     *
     * @param args directory of the page, and directory for what the processes say
     */
    public static void main(String[] args) throws IOException {
        List<Subject> subjects = subjects(System.getProperty("benchmarks.subjects", ""));
        int runs = Integer.getInteger("benchmarks.runs", 5);
        Path logs = Path.of(args[1]);
        Machine machine = Machine.now();
        Map<Subject, List<Result>> results = new EnumMap<>(Subject.class);
        for (int run = 1; run <= runs; run++) {
            for (Subject subject : subjects) {
                Result result = Race.run(subject, logs);
                System.out.println("run " + run + ", " + subject.label() + ": " + result);
                results.computeIfAbsent(subject, key -> new ArrayList<>()).add(result);
            }
        }
        @Nullable Memory memory = Boolean.getBoolean("benchmarks.memory") ? Memory.measure(logs) : null;
        Report report = new Report(machine, runs, results, memory);
        System.out.println(report.tables());
        Files.createDirectories(Path.of(args[0]));
        Files.writeString(Path.of(args[0], "replicated-state.md"), report.page());
    }

    /** Variants are measured only when asked for. */
    private static List<Subject> subjects(String names) {
        if (names.isBlank()) {
            return Stream.of(Subject.values())
                    .filter(subject -> !VARIANTS.contains(subject))
                    .toList();
        }
        return Stream.of(names.split(",", -1)).map(Subject::valueOf).sorted().toList();
    }
}
