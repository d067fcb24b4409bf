package dev.swarm.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures as tables, and as a page around them.
 *
 * @param machine where it was measured
 * @param runs how often
 * @param results of each subject, one for each run
 * @param memory of ours, {@code null} if it was not measured
 */
record Report(
        Machine machine,
        int runs,
        Map<Subject, List<Result>> results,
        @Nullable Memory memory) {

    private static final double MIB = 1024 * 1024;

    private enum Measure {
        P50("p50 ms", "%.2f"),
        P99("p99 ms", "%.2f"),
        RATE("updates/s until all agree", "%,.0f"),
        FILL("100,000 entities equal, s", "%.2f"),
        JOIN("fourth node equal, s", "%.2f"),
        FILL_HEARTBEAT("longest heartbeat during the fill, ms", "%.0f"),
        JOIN_HEARTBEAT("during the join, ms", "%.0f"),
        JOIN_CRITICAL("longest critical message during the join, ms", "%.0f"),
        JOIN_LATER("to the joining node, ms", "%.0f");

        private final String title;
        private final String format;

        Measure(String title, String format) {
            this.title = title;
            this.format = format;
        }

        private double of(Result result) {
            return switch (this) {
                case P50 -> result.p50();
                case P99 -> result.p99();
                case RATE -> result.rate();
                case FILL -> result.fill();
                case JOIN -> result.join();
                case FILL_HEARTBEAT -> result.fillHeartbeat();
                case JOIN_HEARTBEAT -> result.joinHeartbeat();
                case JOIN_CRITICAL -> result.joinCritical();
                case JOIN_LATER -> result.joinLater();
            };
        }

        private double[] sorted(List<Result> results) {
            return results.stream().mapToDouble(this::of).sorted().toArray();
        }

        private double median(List<Result> results) {
            return Page.median(sorted(results));
        }

        private String text(double number) {
            return isMissing(number) ? "–" : String.format(Locale.ROOT, format, number);
        }

        private boolean isMissing(double number) {
            return Double.isInfinite(number) || (this == RATE && number == 0);
        }
    }

    /** Returns the page. */
    String page() {
        return new Page(machine, runs).of("/replicated-state.md", tables());
    }

    /** Returns the tables alone. */
    String tables() {
        return medians() + "\nLowest to highest of the runs:\n\n" + ranges() + "\n" + heap();
    }

    private String medians() {
        StringBuilder table = head();
        List<Result> raw = results.getOrDefault(Subject.NETTY, List.of());
        results.forEach((subject, all) -> {
            table.append("| ").append(subject.label()).append(" |");
            for (Measure measure : Measure.values()) {
                double median = measure.median(all);
                table.append(' ').append(measure.text(median));
                double reference = raw.isEmpty() ? Double.POSITIVE_INFINITY : measure.median(raw);
                if (subject != Subject.NETTY && !measure.isMissing(reference) && !measure.isMissing(median)) {
                    table.append(String.format(Locale.ROOT, " (%.3g ×)", median / reference));
                }
                table.append(" |");
            }
            table.append('\n');
        });
        return table.toString();
    }

    private String ranges() {
        StringBuilder table = head();
        results.forEach((subject, all) -> {
            table.append("| ").append(subject.label()).append(" |");
            for (Measure measure : Measure.values()) {
                double[] sorted = measure.sorted(all);
                table.append(' ').append(measure.text(sorted[0])).append(" to ");
                table.append(measure.text(sorted[sorted.length - 1])).append(" |");
            }
            table.append('\n');
        });
        return table.toString();
    }

    private static StringBuilder head() {
        StringBuilder table = new StringBuilder("| |");
        for (Measure measure : Measure.values()) {
            table.append(' ').append(measure.title).append(" |");
        }
        return table.append("\n| --- |")
                .append(" --- |".repeat(Measure.values().length))
                .append('\n');
    }

    private String heap() {
        if (memory == null) {
            return "";
        }
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "Heap of ours for each of %,d entities of 100 bytes, key and index included: %.0f bytes.%n%n",
                Memory.ENTITIES,
                memory.entityBytes()));
        table.append(String.format(
                Locale.ROOT,
                "| after %,d times add and remove over 1,000 keys | before MiB | after MiB | ratio |%n",
                Memory.PAIRS));
        table.append("| --- | --- | --- | --- |\n");
        for (int i = 0; i < memory.before().size(); i++) {
            double before = memory.before().get(i) / MIB;
            double after = memory.after().get(i) / MIB;
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f |%n",
                    i == 0 ? "the writer" : "another node",
                    before,
                    after,
                    after / before));
        }
        return table.toString();
    }
}
