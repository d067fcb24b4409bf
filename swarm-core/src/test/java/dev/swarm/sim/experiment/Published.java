package dev.swarm.sim.experiment;

import java.util.List;

/**
 * What the papers print, to stand beside what is measured. SWIM: Das, Gupta, Motivala, DSN 2002. Lifeguard: Dadgar,
 * Phillips, Currey, arXiv 1707.00788v2.
 */
final class Published {

    /** SWIM section 3.1: e / (e - 1) periods until the first detection. */
    static final double FIRST_DETECTION_PERIODS = Math.E / (Math.E - 1);

    /** SWIM figure 3a: the mean of its 29 points. */
    static final double FIRST_DETECTION_POINTS = 1.757;

    /** Lifeguard: interval runs of each variant. */
    static final int INTERVAL_RUNS = 4_320;

    /** Seconds until half know, by a plain model of gossip in rounds, for 8, 16, … 1024 members; not from a paper. */
    static final List<Double> MODEL_HALF_SECONDS = List.of(0.15, 0.20, 0.26, 0.31, 0.36, 0.40, 0.45, 0.50);

    /** Seconds until all know, by the same model. */
    static final List<Double> MODEL_ALL_SECONDS = List.of(0.26, 0.38, 0.49, 0.60, 0.70, 0.80, 0.88, 0.99);

    private static final List<Row> ROWS = List.of(
            new Row(Variant.SWIM, 339_002, 1_326, 12.44, 12.90, 435.33, 149.15),
            new Row(Variant.LHA_PROBE, 229_574, 436, 12.42, 12.90, 428.62, 134.28),
            new Row(Variant.LHA_SUSPICION, 10_174, 89, 12.42, 12.89, 484.55, 158.87),
            new Row(Variant.BUDDY, 318_935, 591, 12.45, 12.92, 435.62, 147.67),
            new Row(Variant.LIFEGUARD, 5_193, 25, 12.45, 12.91, 481.42, 146.13));

    private Published() {}

    /**
     * One variant in Lifeguard's tables IV, V and VI.
     *
     * @param variant which one
     * @param raised false failures in all interval runs
     * @param raisedByHealthy those raised by healthy agents
     * @param medianFirst median seconds to first detection
     * @param medianAll median seconds until all healthy agents know
     * @param messages millions of messages in all interval runs
     * @param gibibytes what was in them
     */
    record Row(
            Variant variant,
            long raised,
            long raisedByHealthy,
            double medianFirst,
            double medianAll,
            double messages,
            double gibibytes) {}

    /** Returns the variants that the paper measured, in its order. */
    static List<Variant> variants() {
        return ROWS.stream().map(Row::variant).toList();
    }

    static Row of(Variant variant) {
        return ROWS.stream()
                .filter(row -> row.variant == variant)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(variant + " is not in the paper"));
    }
}
