package dev.swarm.benchmark.messages;

import dev.swarm.benchmark.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures messages between two processes, all subjects in turn, several times, and prints medians and their ratios to
 * the first subject.
 */
final class Messages {

    private static final int SMALL = 100;
    private static final int LARGE = 1024;
    private static final int WARM_ASKS = 30_000;
    private static final int ASKS = 20_000;

    /** After three seconds the compilers of all subjects are still at work, after ten they are not. */
    private static final long WARM_NANOS = Duration.ofSeconds(12).toNanos();

    private static final long FLOOD_NANOS = Duration.ofSeconds(3).toNanos();
    private static final double SECOND = 1e9;
    private static final double MICRO = 1e3;
    private static final Child.Program NODE = new Child.Program(MessageNode.class, List.of("-Xms512m", "-Xmx512m"));

    private Messages() {}

    /**
     * What one run gave.
     *
     * @param p50 median of a request, in microseconds
     * @param p99 the same, of the slowest hundredth
     * @param small messages of 100 bytes in a second
     * @param large messages of 1 KiB in a second
     */
    private record Figures(double p50, double p99, double small, double large) {}

    /** Runs everything; the argument is a directory for what the processes say. */
    public static void main(String[] args) {
        int runs = Integer.getInteger("benchmarks.runs", 5);
        String names = System.getProperty("benchmarks.subjects", "");
        List<MessageSubject> subjects = names.isBlank()
                ? List.of(MessageSubject.values())
                : Stream.of(names.split(",", -1)).map(MessageSubject::valueOf).toList();
        Map<MessageSubject, List<Figures>> all = new EnumMap<>(MessageSubject.class);
        for (int run = 1; run <= runs; run++) {
            for (MessageSubject subject : subjects) {
                Figures figures = run(subject, Path.of(args[0]));
                System.out.println("run " + run + ", " + subject.label() + ": " + figures);
                all.computeIfAbsent(subject, key -> new ArrayList<>()).add(figures);
            }
        }
        System.out.println(table(all));
    }

    private static Figures run(MessageSubject subject, Path logs) {
        List<Integer> ports = Child.freePorts(2);
        try (Child answerer = Child.start(NODE, subject.name(), 1, ports, logs);
                Child asker = Child.start(NODE, subject.name(), 0, ports, logs)) {
            String unusedFirst = answerer.ask("open");
            String unusedSecond = asker.ask("open");
            if (!Boolean.parseBoolean(asker.ask("ready"))) {
                throw new IllegalStateException("The two have not found each other");
            }
            String unusedWarm = asker.ask("ask", WARM_ASKS, SMALL);
            String[] asked = asker.ask("ask", ASKS, SMALL).split(" ", -1);
            double unusedRate = flood(asker, answerer, WARM_NANOS, SMALL);
            double small = flood(asker, answerer, FLOOD_NANOS, SMALL);
            double unusedLarge = flood(asker, answerer, WARM_NANOS, LARGE);
            double large = flood(asker, answerer, FLOOD_NANOS, LARGE);
            return new Figures(Long.parseLong(asked[0]) / MICRO, Long.parseLong(asked[1]) / MICRO, small, large);
        }
    }

    /** Returns messages in a second until all have come. */
    private static double flood(Child sender, Child receiver, long nanos, int bytes) {
        long before = receiver.askNumber("count");
        String[] sent = sender.ask("flood", nanos, bytes).split(" ", -1);
        long count = Long.parseLong(sent[1]);
        long end = receiver.askNumber("received", before + count);
        return end < 0 ? 0 : count * SECOND / (end - Long.parseLong(sent[0]));
    }

    private static String table(Map<MessageSubject, List<Figures>> all) {
        StringBuilder table = new StringBuilder("""

                | | request/reply p50 µs | p99 µs | one-way 100 B, messages/s | one-way 1 KiB |
                |---|---|---|---|---|
                """);
        Figures first = null;
        for (Map.Entry<MessageSubject, List<Figures>> entry : all.entrySet()) {
            Figures median = median(entry.getValue());
            first = first == null ? median : first;
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f (%.2f) | %.0f (%.2f) | %,.0f (%.2f) | %,.0f (%.2f) |%n",
                    entry.getKey().label(),
                    median.p50,
                    median.p50 / first.p50,
                    median.p99,
                    median.p99 / first.p99,
                    median.small,
                    median.small / first.small,
                    median.large,
                    median.large / first.large));
        }
        return table.toString();
    }

    private static Figures median(List<Figures> runs) {
        return new Figures(
                median(runs.stream().mapToDouble(Figures::p50).toArray()),
                median(runs.stream().mapToDouble(Figures::p99).toArray()),
                median(runs.stream().mapToDouble(Figures::small).toArray()),
                median(runs.stream().mapToDouble(Figures::large).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
