package dev.swarm.sim.experiment;

import dev.swarm.api.config.MembershipConfig.Targets;
import dev.swarm.sim.experiment.SpreadExperiment.Mode;
import dev.swarm.sim.experiment.SvgPlot.Point;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** SWIM's figures 2 and 3, measured and published. */
final class SwimReport {

    private static final long SEED = 1;

    /** Groups below this size get as many trials more as they are smaller. */
    private static final int MANY = 64;

    private final Page page;
    private final int[] sizes;

    /** Reports on all powers of two from 8 up to a size. */
    SwimReport(Page page, int largest) {
        this.page = page;
        this.sizes =
                IntStream.iterate(8, size -> size <= largest, size -> 2 * size).toArray();
    }

    void detection(int trials) {
        page.title("Time to first detection");
        page.paragraph(String.format(
                Locale.ROOT,
                "Plain SWIM; members fall silent one after another, at random moments, in each size: %d, and"
                        + " more in small groups. Periods until the first ping in vain, counted 1, 2, 3, … as the"
                        + " paper does; published: e/(e−1) = %.3f (analysis), %.3f (mean of figure 3a). Free choice is"
                        + " what that analysis assumes (SWIM section 3.1); shuffled rounds are what the library and"
                        + " memberlist do (section 4.3), which is a little sooner in small groups, and never leaves"
                        + " anybody out for long. What theory expects of each stands beside it; the published"
                        + " formula is the limit of both for large N. Continuous: the times of shuffled rounds, not"
                        + " rounded; 1.0 is expected for large N.",
                trials,
                Published.FIRST_DETECTION_PERIODS,
                Published.FIRST_DETECTION_POINTS));
        List<DetectionExperiment.Result> free = detection(trials, Targets.FREE);
        List<DetectionExperiment.Result> rounds = detection(trials, Targets.ROUNDS);
        page.table(
                List.of(
                        "N",
                        "trials",
                        "free choice, mean",
                        "expected",
                        "shuffled rounds, mean",
                        "expected",
                        "continuous, mean",
                        "median",
                        "90 %",
                        "99 %"),
                IntStream.range(0, sizes.length)
                        .mapToObj(i -> row(free.get(i), rounds.get(i)))
                        .toList());
        page.plot("detection", "Mean periods to first detection by group size", detectionPlot(free, rounds));
        page.save();
    }

    private SvgPlot detectionPlot(List<DetectionExperiment.Result> free, List<DetectionExperiment.Result> rounds) {
        return new SvgPlot("Time to first detection", "members", "periods")
                .line("free choice, whole periods", points(free, true))
                .line("shuffled rounds, whole periods", points(rounds, true))
                .line("shuffled rounds, continuous", points(rounds, false))
                .reference("published: e/(e−1)", level(Published.FIRST_DETECTION_PERIODS))
                .reference("expected, continuous", level(1));
    }

    /** In small groups a trial costs little, and more of them tell the two ways apart. */
    private List<DetectionExperiment.Result> detection(int trials, Targets targets) {
        return IntStream.of(sizes)
                .parallel()
                .mapToObj(size -> DetectionExperiment.run(size, trials * Math.max(1, MANY / size), targets, SEED))
                .toList();
    }

    void spread(int trials) {
        page.title("Dissemination");
        page.paragraph(String.format(
                Locale.ROOT,
                "One member learns a rumor; seconds until half of the others, and until all of them, have heard it"
                        + " (medians of %d trials). The library sends news at once after a quiet while (quiet). The"
                        + " model of the literature sends in rounds of 200 ms only; so does the library while there is"
                        + " other news (busy). Reference: a plain model of such rounds.",
                trials));
        Map<Mode, List<SpreadExperiment.Result>> results = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            results.put(
                    mode,
                    IntStream.of(sizes)
                            .parallel()
                            .mapToObj(size -> SpreadExperiment.run(size, trials, mode, SEED))
                            .toList());
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            rows.add(spreadRow(i, results));
        }
        page.table(
                List.of(
                        "N",
                        "quiet: half",
                        "all",
                        "busy: half",
                        "all",
                        "10 % loss: half",
                        "all",
                        "reference: half",
                        "all"),
                rows);
        page.plot("dissemination", "Seconds until half of the members and all of them know", spreadPlot(results));
        page.save();
    }

    void load() {
        page.title("Message load");
        page.paragraph("A cluster at rest with the library's own settings (`lan`), for each node and second, over one"
                + " minute. SWIM's figure 2 says 2.0 messages a period whatever the size. Streams carry the exchanges"
                + " of whole tables, whose interval grows with the logarithm of the size.");
        List<LoadExperiment.Result> results = IntStream.of(sizes)
                .mapToObj(size -> LoadExperiment.run(size, SEED))
                .toList();
        page.table(
                List.of("N", "datagrams", "bytes in datagrams", "bytes on streams"),
                results.stream()
                        .map(result -> List.of(
                                String.format(Locale.ROOT, "%d", result.nodes()),
                                String.format(Locale.ROOT, "%.2f", result.datagrams()),
                                String.format(Locale.ROOT, "%.0f", result.datagramBytes()),
                                String.format(Locale.ROOT, "%.0f", result.streamBytes())))
                        .toList());
        page.plot(
                "load-messages",
                "Datagrams per node and second by size",
                new SvgPlot("Datagrams per node and second", "members", "datagrams/s")
                        .line("measured", load(results, true))
                        .reference("published: 2", level(2)));
        page.plot(
                "load-bytes",
                "Bytes in datagrams per node and second by size",
                new SvgPlot("Bytes in datagrams per node and second", "members", "bytes/s")
                        .line("measured", load(results, false)));
        page.save();
    }

    private static List<String> row(DetectionExperiment.Result free, DetectionExperiment.Result rounds) {
        return List.of(
                String.format(Locale.ROOT, "%d", rounds.nodes()),
                String.format(Locale.ROOT, "%d", rounds.whole().size()),
                meanOf(free.whole()),
                String.format(Locale.ROOT, "%.2f", RoundRobin.expectedPeriods(free.nodes(), Targets.FREE)),
                meanOf(rounds.whole()),
                String.format(Locale.ROOT, "%.2f", RoundRobin.expectedPeriods(rounds.nodes(), Targets.ROUNDS)),
                String.format(Locale.ROOT, "%.2f", rounds.continuous().mean()),
                String.format(Locale.ROOT, "%.2f", rounds.continuous().median()),
                String.format(Locale.ROOT, "%.2f", rounds.continuous().percentile(90)),
                String.format(Locale.ROOT, "%.2f", rounds.continuous().percentile(99)));
    }

    private static String meanOf(Sample sample) {
        return String.format(Locale.ROOT, "%.2f ± %.2f", sample.mean(), sample.error());
    }

    private List<String> spreadRow(int index, Map<Mode, List<SpreadExperiment.Result>> results) {
        List<String> row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%d", sizes[index])));
        for (List<SpreadExperiment.Result> mode : results.values()) {
            SpreadExperiment.Result result = mode.get(index);
            row.add(String.format(Locale.ROOT, "%.3f", result.half().median()));
            String missed = result.missed() == 0 ? "" : String.format(Locale.ROOT, " (%d missed)", result.missed());
            row.add(String.format(Locale.ROOT, "%.3f", result.all().median()) + missed);
        }
        boolean known = index < Published.MODEL_HALF_SECONDS.size();
        row.add(known ? String.format(Locale.ROOT, "%.2f", Published.MODEL_HALF_SECONDS.get(index)) : "");
        row.add(known ? String.format(Locale.ROOT, "%.2f", Published.MODEL_ALL_SECONDS.get(index)) : "");
        return row;
    }

    private SvgPlot spreadPlot(Map<Mode, List<SpreadExperiment.Result>> results) {
        SvgPlot plot = new SvgPlot("Dissemination of one rumor", "members", "seconds (median)");
        for (Mode mode : List.of(Mode.QUIET, Mode.BUSY)) {
            List<SpreadExperiment.Result> each = results.getOrDefault(mode, List.of());
            plot.line(mode.title() + ": half", spread(each, true));
            plot.line(mode.title() + ": all", spread(each, false));
        }
        return plot.reference("model: half", model(Published.MODEL_HALF_SECONDS))
                .reference("model: all", model(Published.MODEL_ALL_SECONDS));
    }

    private static List<Point> spread(List<SpreadExperiment.Result> results, boolean half) {
        return results.stream()
                .map(each -> new Point(each.nodes(), (half ? each.half() : each.all()).median()))
                .toList();
    }

    private static List<Point> points(List<DetectionExperiment.Result> results, boolean whole) {
        return results.stream()
                .map(each -> new Point(each.nodes(), (whole ? each.whole() : each.continuous()).mean()))
                .toList();
    }

    private static List<Point> load(List<LoadExperiment.Result> results, boolean messages) {
        return results.stream()
                .map(each -> new Point(each.nodes(), messages ? each.datagrams() : each.datagramBytes()))
                .toList();
    }

    private List<Point> model(List<Double> seconds) {
        return IntStream.range(0, Math.min(sizes.length, seconds.size()))
                .mapToObj(i -> new Point(sizes[i], seconds.get(i)))
                .toList();
    }

    private List<Point> level(double y) {
        return IntStream.of(sizes).mapToObj(size -> new Point(size, y)).toList();
    }
}
