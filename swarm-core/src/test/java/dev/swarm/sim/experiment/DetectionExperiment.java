package dev.swarm.sim.experiment;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Lifeguard;
import dev.swarm.api.config.MembershipConfig.Suspicion;
import dev.swarm.api.config.MembershipConfig.Targets;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Time to first detection (SWIM figure 3a): a member falls silent at a random moment; how many periods pass until
 * somebody pings it in vain? A round of probing takes exactly one period here, so the first ping was sent one period
 * before the first suspicion.
 */
final class DetectionExperiment {

    private static final long PERIOD_NANOS = 1_000_000_000L;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(4);

    /** Up to this size a pause lasts until each node has asked each other. */
    private static final int WAIT_FOR_A_ROUND = 32;

    /** One victim at a time for each so many members, so that victims hardly miss each other's probes. */
    private static final int MEMBERS_PER_VICTIM = 64;

    /** Nobody is given up while it runs; a suspect hears of it with the next ping, so that trials end soon. */
    private static final MembershipConfig PLAIN =
            MembershipConfig.lan().with(new Suspicion(100, 1)).with(new Lifeguard(0, true, false));

    private final Bench bench;
    private final Map<NodeId, Long> silentSince = new TreeMap<>();
    private final SortedMap<NodeId, Double> found = new TreeMap<>();
    private final List<Double> periods = new ArrayList<>();

    private DetectionExperiment(Bench bench) {
        this.bench = bench;
        bench.cluster().listen(this::onTold);
    }

    /**
     * What one size gave.
     *
     * @param nodes how many members
     * @param whole periods counted as the paper does: 1 if it was pinged within the first
     * @param continuous the same times, not rounded
     */
    record Result(int nodes, Sample whole, Sample continuous) {}

    static Result run(int nodes, int trials, Targets targets, long seed) {
        MembershipConfig config = PLAIN.with(PLAIN.probe().with(targets));
        DetectionExperiment experiment = new DetectionExperiment(Bench.atRest(nodes, config, seed, REST));
        int together = Math.max(1, nodes / MEMBERS_PER_VICTIM);
        while (experiment.periods.size() < trials) {
            experiment.round(together, nodes);
        }
        List<Double> times = experiment.periods;
        List<Double> whole =
                times.stream().map(time -> Math.max(1, Math.ceil(time))).toList();
        return new Result(nodes, Sample.of(whole), Sample.of(times));
    }

    private void round(int together, int nodes) {
        silentSince.clear();
        found.clear();
        long before = 0;
        long[] moments =
                bench.chance().longs(together, 0, PERIOD_NANOS).sorted().toArray();
        List<SimNode> victims = bench.draw(together);
        for (int i = 0; i < together; i++) {
            bench.cluster().runFor(Duration.ofNanos(moments[i] - before));
            before = moments[i];
            bench.isolate(victims.get(i));
            silentSince.put(victims.get(i).id(), bench.nowNanos());
        }
        while (found.size() < together) {
            bench.cluster().runFor(POLL);
        }
        periods.addAll(found.values());
        bench.reconnect();
        bench.cluster().runFor(nodes <= WAIT_FOR_A_ROUND ? Duration.ofSeconds(2L * nodes) : SHORTEST_PAUSE);
    }

    private void onTold(Told told) {
        Long since = silentSince.get(told.event().node());
        if (since != null && Bench.isDoubt(told) && !silentSince.containsKey(told.observer())) {
            double sinceThen = told.atNanos() - since - (double) PERIOD_NANOS;
            found.putIfAbsent(told.event().node(), sinceThen / PERIOD_NANOS);
        }
    }
}
