package dev.swarm.sim.experiment;

import dev.swarm.api.NodeId;
import dev.swarm.api.event.NodeDown;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.Told;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run of Lifeguard's interval experiment (section V): some agents are blocked, run, and are blocked again, in lock
 * step, for two minutes. Nobody fails, so each failure told of an agent outside the blocked set is false.
 */
final class IntervalRun {

    private static final Duration REST = Duration.ofSeconds(15);
    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private final Bench bench;
    private final List<SimNode> blocked;
    private final Set<NodeId> blockedIds;
    private long raised;
    private long raisedByHealthy;
    private long told;

    private IntervalRun(Bench bench, int anomalies) {
        this.bench = bench;
        this.blocked = bench.draw(anomalies);
        this.blockedIds = blocked.stream().map(SimNode::id).collect(Collectors.toSet());
        bench.cluster().listen(this::onTold);
    }

    /**
     * What came of a run.
     *
     * @param raised false failures that agents came to believe by their own judgement
     * @param raisedByHealthy those of them raised by agents that were never blocked
     * @param told false failures at all agents, by hearsay too
     * @param messages datagrams and streams sent by all agents
     * @param bytes what was in them
     */
    record Outcome(long raised, long raisedByHealthy, long told, long messages, long bytes) {}

    static Outcome run(Variant variant, int agents, LifeguardCell cell, long seed) {
        Bench bench = Bench.atRest(agents, variant.config(), seed, REST);
        return new IntervalRun(bench, cell.anomalies()).run(cell);
    }

    private Outcome run(LifeguardCell cell) {
        long messages = bench.messages();
        long bytes = bench.bytes();
        long end = bench.nowNanos() + LENGTH.toNanos();
        while (true) {
            blocked.forEach(SimNode::block);
            bench.cluster().runFor(cell.blocked());
            blocked.forEach(SimNode::resume);
            if (bench.nowNanos() >= end) {
                break;
            }
            bench.cluster().runFor(cell.normal());
        }
        bench.cluster().runFor(AFTERMATH);
        return new Outcome(raised, raisedByHealthy, told, bench.messages() - messages, bench.bytes() - bytes);
    }

    private void onTold(Told fact) {
        if (!(fact.event() instanceof NodeDown down) || blockedIds.contains(down.node())) {
            return;
        }
        told++;
        if (fact.isOwnFinding()) {
            raised++;
            raisedByHealthy += blockedIds.contains(fact.observer()) ? 0 : 1;
        }
    }
}
