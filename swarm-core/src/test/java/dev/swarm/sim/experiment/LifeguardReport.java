package dev.swarm.sim.experiment;

import dev.swarm.sim.experiment.LifeguardExperiment.Intervals;
import dev.swarm.sim.experiment.LifeguardExperiment.Plan;
import dev.swarm.sim.experiment.LifeguardExperiment.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lifeguard's tables IV, V and VI, measured and published. */
final class LifeguardReport {

    private static final String PUBLISHED_IN_BRACKETS = "Published figures are in brackets.";

    private final Page page;

    LifeguardReport(Page page) {
        this.page = page;
    }

    void run(int seeds) {
        Plan thresholds = Plan.thresholds(seeds);
        Map<Variant, Thresholds> latencies = LifeguardExperiment.thresholds(thresholds, List.of(Variant.values()));
        page.title("Lifeguard's tables");
        page.paragraph(String.format(
                Locale.ROOT,
                "128 agents, α 5, β 6, K 3. Interval experiment: C in {1, 8, 16, 32}, D in {2.0, 16.4} s, I in"
                        + " {16, 1024} ms, %d seeds: %d runs of two minutes for each configuration. Threshold"
                        + " experiment: D = 16.4 s, %d runs. Urgent confirmation, which the paper does not know, is"
                        + " off except where it says \"as shipped\". %s",
                seeds,
                16 * seeds,
                thresholds.runs(),
                PUBLISHED_IN_BRACKETS));
        latencies(latencies);
        Plan reduced = Plan.intervals(seeds);
        Map<Variant, Intervals> sums = LifeguardExperiment.intervals(reduced, Published.variants());
        falsePositives(sums);
        load("the same grid", sums, reduced.agents());
        Plan full = Plan.allDurations();
        load(
                "C = 16, D in {0.1, 0.5, 2.0, 8.2, 16.4, 32.8} s, one seed",
                LifeguardExperiment.intervals(full, Published.variants()),
                full.agents());
        page.save();
    }

    private void falsePositives(Map<Variant, Intervals> sums) {
        page.heading("Table IV: false positives");
        Intervals swim = Variant.SWIM.in(sums);
        Published.Row paper = Published.of(Variant.SWIM);
        List<List<String>> rows = new ArrayList<>();
        sums.forEach((variant, sum) -> {
            Published.Row row = Published.of(variant);
            rows.add(List.of(
                    variant.title(),
                    String.format(Locale.ROOT, "%d", sum.raised()),
                    ratio(sum.raised(), swim.raised(), row.raised(), paper.raised()),
                    String.format(Locale.ROOT, "%d", sum.raisedByHealthy()),
                    ratio(
                            sum.raisedByHealthy(),
                            swim.raisedByHealthy(),
                            row.raisedByHealthy(),
                            paper.raisedByHealthy()),
                    String.format(
                            Locale.ROOT,
                            "%.2f (%.2f)",
                            (double) sum.raised() / sum.runs(),
                            (double) row.raised() / Published.INTERVAL_RUNS),
                    String.format(Locale.ROOT, "%d", sum.told())));
        });
        page.table(
                List.of("configuration", "FP", "% of SWIM", "FP−", "% of SWIM", "FP per run", "at all agents"), rows);
        page.paragraph("FP: agents outside the blocked set that some agent gave up by its own judgement; FP−: the agent"
                + " that did was healthy. The last column counts hearsay too.");
        SvgPlot plot =
                new SvgPlot("False positives per run", "agents blocked at once (C)", "FP per run").logarithmicY();
        sums.forEach((variant, sum) -> {
            int runs = sum.runs() / sum.raisedByAnomalies().size();
            List<SvgPlot.Point> points = new ArrayList<>();
            sum.raisedByAnomalies()
                    .forEach((anomalies, raised) -> points.add(new SvgPlot.Point(anomalies, (double) raised / runs)));
            plot.line(variant.title(), points);
        });
        page.plot("lifeguard", "False positives per run by configuration", plot);
    }

    private void latencies(Map<Variant, Thresholds> latencies) {
        page.heading("Table V: seconds from the start of the anomaly");
        List<List<String>> rows = new ArrayList<>();
        latencies.forEach((variant, times) -> {
            boolean published = Published.variants().contains(variant);
            String first = published
                    ? String.format(
                            Locale.ROOT, " (%.2f)", Published.of(variant).medianFirst())
                    : "";
            String all = published
                    ? String.format(
                            Locale.ROOT, " (%.2f)", Published.of(variant).medianAll())
                    : "";
            rows.add(List.of(
                    variant.title(),
                    String.format(Locale.ROOT, "%d", times.first().size()),
                    String.format(Locale.ROOT, "%.2f", times.first().median()) + first,
                    String.format(Locale.ROOT, "%.2f", times.first().percentile(99)),
                    String.format(Locale.ROOT, "%.2f", times.all().median()) + all,
                    String.format(Locale.ROOT, "%.2f", times.all().percentile(99))));
        });
        page.table(
                List.of(
                        "configuration",
                        "detected",
                        "first detection, median",
                        "99 %",
                        "full dissemination, median",
                        "99 %"),
                rows);
    }

    private void load(String grid, Map<Variant, Intervals> sums, int agents) {
        page.heading("Table VI: message load, " + grid);
        Intervals swim = Variant.SWIM.in(sums);
        Published.Row paper = Published.of(Variant.SWIM);
        List<List<String>> rows = new ArrayList<>();
        sums.forEach((variant, sum) -> {
            Published.Row row = Published.of(variant);
            double perAgent = (double) sum.messages() / sum.runs() / agents;
            rows.add(List.of(
                    variant.title(),
                    String.format(
                            Locale.ROOT,
                            "%.0f (%.0f)",
                            perAgent,
                            row.messages() * 1e6 / Published.INTERVAL_RUNS / agents),
                    ratio(sum.messages(), swim.messages(), row.messages(), paper.messages()),
                    ratio(sum.bytes(), swim.bytes(), row.gibibytes(), paper.gibibytes())));
        });
        page.table(
                List.of("configuration", "messages per agent and run", "messages, % of SWIM", "bytes, % of SWIM"),
                rows);
        page.paragraph("A datagram is one message however much it carries, and so is a dialled stream.");
    }

    private static String ratio(Number value, Number base, Number published, Number publishedBase) {
        return String.format(Locale.ROOT, "%.2f (%.2f)", percent(value, base), percent(published, publishedBase));
    }

    private static double percent(Number value, Number base) {
        return 100 * value.doubleValue() / base.doubleValue();
    }
}
