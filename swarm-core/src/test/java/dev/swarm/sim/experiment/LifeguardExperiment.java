package dev.swarm.sim.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Lifeguard's interval and threshold experiments over a grid, for several variants, on all processors. */
final class LifeguardExperiment {

    private static final int AGENTS = 128;
    private static final int[] ANOMALIES = {1, 8, 16, 32};
    private static final int[] NORMAL_MILLIS = {16, 1_024};

    private LifeguardExperiment() {}

    /**
     * How much is run.
     *
     * @param agents how many agents there are; the paper's 128
     * @param cells the grid
     * @param seeds how often each cell is repeated
     */
    record Plan(int agents, List<LifeguardCell> cells, int seeds) {

        /** The reduced grid, with which the tables are compared. */
        static Plan intervals(int seeds) {
            return new Plan(AGENTS, LifeguardCell.grid(ANOMALIES, new int[] {2_048, 16_384}, NORMAL_MILLIS), seeds);
        }

        /** All durations of the paper, whose message loads are sums over them, at its mean number of anomalies. */
        static Plan allDurations() {
            int[] blockedMillis = {128, 512, 2_048, 8_192, 16_384, 32_768};
            return new Plan(AGENTS, LifeguardCell.grid(new int[] {16}, blockedMillis, NORMAL_MILLIS), 1);
        }

        /** Blocks that are long enough for true detections. */
        static Plan thresholds(int seeds) {
            return new Plan(AGENTS, LifeguardCell.grid(ANOMALIES, new int[] {16_384}, new int[] {0}), seeds);
        }

        int runs() {
            return cells.size() * seeds;
        }

        private List<Job> jobs(List<Variant> variants) {
            List<Job> jobs = new ArrayList<>();
            for (Variant variant : variants) {
                for (LifeguardCell cell : cells) {
                    LongStream.rangeClosed(1, seeds).forEach(seed -> jobs.add(new Job(variant, agents, cell, seed)));
                }
            }
            return jobs;
        }
    }

    /**
     * The sums of all interval runs of one variant.
     *
     * @param runs how many there were
     * @param raised false failures by an agent's own judgement
     * @param raisedByHealthy those raised by agents that were never blocked
     * @param told false failures at all agents, by hearsay too
     * @param messages messages sent
     * @param bytes bytes sent
     * @param raisedByAnomalies false failures, by how many agents were blocked at once
     */
    record Intervals(
            int runs,
            long raised,
            long raisedByHealthy,
            long told,
            long messages,
            long bytes,
            Map<Integer, Long> raisedByAnomalies) {}

    /**
     * The latencies of all threshold runs of one variant, in seconds from the start of the anomaly.
     *
     * @param first when the first healthy agent gave a blocked one up
     * @param all when the last one knew
     */
    record Thresholds(Sample first, Sample all) {}

    static Map<Variant, Intervals> intervals(Plan plan, List<Variant> variants) {
        List<Job> jobs = plan.jobs(variants);
        List<IntervalRun.Outcome> outcomes = jobs.parallelStream()
                .map(job -> IntervalRun.run(job.variant, job.agents, job.cell, job.seed))
                .toList();
        Map<Variant, Intervals> sums = new EnumMap<>(Variant.class);
        for (int i = 0; i < jobs.size(); i++) {
            int anomalies = jobs.get(i).cell.anomalies();
            sums.merge(jobs.get(i).variant, single(anomalies, outcomes.get(i)), LifeguardExperiment::sum);
        }
        return sums;
    }

    static Map<Variant, Thresholds> thresholds(Plan plan, List<Variant> variants) {
        List<Job> jobs = plan.jobs(variants);
        List<ThresholdRun.Outcome> outcomes = jobs.parallelStream()
                .map(job -> ThresholdRun.run(job.variant, job.agents, job.cell, job.seed))
                .toList();
        Map<Variant, Thresholds> latencies = new EnumMap<>(Variant.class);
        for (Variant variant : variants) {
            List<Double> first = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                if (jobs.get(i).variant == variant) {
                    first.addAll(outcomes.get(i).first());
                    all.addAll(outcomes.get(i).all());
                }
            }
            latencies.put(variant, new Thresholds(Sample.of(first), Sample.of(all)));
        }
        return latencies;
    }

    private static Intervals single(int anomalies, IntervalRun.Outcome run) {
        Map<Integer, Long> raised = new TreeMap<>();
        raised.put(anomalies, run.raised());
        return new Intervals(1, run.raised(), run.raisedByHealthy(), run.told(), run.messages(), run.bytes(), raised);
    }

    private static Intervals sum(Intervals one, Intervals other) {
        Map<Integer, Long> raised = new TreeMap<>(one.raisedByAnomalies);
        other.raisedByAnomalies.forEach((anomalies, count) -> raised.merge(anomalies, count, Long::sum));
        return new Intervals(
                one.runs + other.runs,
                one.raised + other.raised,
                one.raisedByHealthy + other.raisedByHealthy,
                one.told + other.told,
                one.messages + other.messages,
                one.bytes + other.bytes,
                raised);
    }

    /** One run to be done; it depends on nothing but itself. */
    private record Job(Variant variant, int agents, LifeguardCell cell, long seed) {}
}
