package dev.swarm.sim.experiment;

import java.util.Arrays;
import java.util.Collection;

/** Measured values of one quantity, and what is said of them. Without any value all figures are NaN. */
final class Sample {

    private final double[] sorted;

    private Sample(double[] sorted) {
        this.sorted = sorted;
    }

    static Sample of(Collection<Double> values) {
        return new Sample(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    int size() {
        return sorted.length;
    }

    double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    /** Returns the standard error of the mean. */
    double error() {
        double mean = mean();
        double squares = Arrays.stream(sorted)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (sorted.length - 1.0) / sorted.length);
    }

    double median() {
        return percentile(50);
    }

    /** Returns the least value that so many percent do not exceed. */
    double percentile(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
