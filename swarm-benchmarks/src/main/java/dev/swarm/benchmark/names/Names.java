package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures directories of names, all subjects in turn, several times, and writes the page. */
final class Names {

    private Names() {}

    /**
     * Runs everything.
     *
     * @param args directory of the page, and directory for what the processes say
     */
    public static void main(String[] args) throws IOException {
        int runs = Integer.getInteger("benchmarks.runs", 5);
        String names = System.getProperty("benchmarks.subjects", "");
        List<NameSubject> subjects = names.isBlank()
                ? List.of(NameSubject.values())
                : Stream.of(names.split(",", -1)).map(NameSubject::valueOf).toList();
        Path logs = Path.of(args[1]);
        Machine machine = Machine.now();
        Map<NameSubject, List<NameFigures>> figures = new EnumMap<>(NameSubject.class);
        for (int run = 1; run <= runs; run++) {
            for (NameSubject subject : subjects) {
                NameFigures measured = NameFigures.measure(subject, logs);
                System.out.println("run " + run + ", " + subject.label() + ": " + measured);
                figures.computeIfAbsent(subject, key -> new ArrayList<>()).add(measured);
            }
        }
        boolean isWhole = Boolean.parseBoolean(System.getProperty("benchmarks.memory", "true"));
        @Nullable Million million = isWhole ? Million.measure(logs) : null;
        @Nullable Fourth fourth = isWhole ? Fourth.measure(logs) : null;
        NameReport report = new NameReport(machine, runs, figures, million, fourth);
        System.out.println(report.tables());
        Files.createDirectories(Path.of(args[0]));
        Files.writeString(Path.of(args[0], "names.md"), report.page());
    }
}
