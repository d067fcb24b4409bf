package dev.swarm.sim.experiment;

import dev.swarm.api.NodeId;
import dev.swarm.api.event.NodeDown;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One run of Lifeguard's threshold experiment (section V): some agents are blocked once, long enough to be given up.
 * Measured for each of them: when the first healthy agent gives it up, and when the last one knows.
 */
final class ThresholdRun {

    private static final Duration REST = Duration.ofSeconds(15);
    private static final Duration AFTERMATH = Duration.ofSeconds(2);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Set<NodeId> blockedIds;
    private final int healthy;
    private final long startNanos;
    private final Map<NodeId, List<Double>> heard = new TreeMap<>();

    private ThresholdRun(Set<NodeId> blockedIds, int healthy, long startNanos) {
        this.blockedIds = blockedIds;
        this.healthy = healthy;
        this.startNanos = startNanos;
    }

    /**
     * What came of a run, in seconds from the start of the anomaly.
     *
     * @param first one value for each blocked agent that anybody gave up
     * @param all one value for each blocked agent that all healthy ones gave up
     */
    record Outcome(List<Double> first, List<Double> all) {}

    static Outcome run(Variant variant, int agents, LifeguardCell cell, long seed) {
        Bench bench = Bench.atRest(agents, variant.config(), seed, REST);
        List<SimNode> blocked = bench.draw(cell.anomalies());
        Set<NodeId> ids = blocked.stream().map(SimNode::id).collect(Collectors.toSet());
        ThresholdRun run = new ThresholdRun(ids, agents - ids.size(), bench.nowNanos());
        bench.cluster().listen(run::onTold);
        blocked.forEach(SimNode::block);
        bench.cluster().runFor(cell.blocked());
        blocked.forEach(SimNode::resume);
        bench.cluster().runFor(AFTERMATH);
        return run.outcome();
    }

    private void onTold(Told told) {
        boolean counts = told.event() instanceof NodeDown
                && blockedIds.contains(told.event().node())
                && !blockedIds.contains(told.observer());
        if (counts) {
            double seconds = (told.atNanos() - startNanos) / NANOS_PER_SECOND;
            heard.computeIfAbsent(told.event().node(), first -> new ArrayList<>())
                    .add(seconds);
        }
    }

    private Outcome outcome() {
        List<Double> first = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (List<Double> times : heard.values()) {
            first.add(times.get(0));
            if (times.size() >= healthy) {
                all.add(times.get(healthy - 1));
            }
        }
        return new Outcome(first, all);
    }
}
