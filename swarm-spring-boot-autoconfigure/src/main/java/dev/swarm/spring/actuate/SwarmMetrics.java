package dev.swarm.spring.actuate;

import dev.swarm.Swarm;
import dev.swarm.api.Commander;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.Rejection;
import dev.swarm.api.SwarmStatistics;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.TrafficCounter;
import dev.swarm.spring.command.GuardedCalls;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Meters of the node. They read its counters when they are asked; every tag has a fixed, small set of values, so that
 * the number of meters does not grow with the cluster.
 */
final class SwarmMetrics implements MeterBinder {

    private final Swarm swarm;

    /** Meters hold what they read weakly, so this object, a bean, keeps it. */
    private final SwarmStatistics statistics;

    private final TacticalOverlay overlay;
    private final SwarmTopology topology;
    private final GuardedCalls calls;

    SwarmMetrics(Swarm swarm, SwarmTopology topology, GuardedCalls calls) {
        this.swarm = swarm;
        this.topology = topology;
        this.calls = calls;
        this.statistics = swarm.statistics();
        this.overlay = swarm.overlay();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (MemberStatus status : MemberStatus.values()) {
            bindMembers(registry, status);
        }
        for (Rejection reason : Rejection.values()) {
            bindRejection(registry, reason);
        }
        Gauge.builder("swarm.health.score", swarm, node -> node.view().healthScore())
                .description("Doubt of the node about itself, 0 when it is fine")
                .register(registry);
        bindTraffic(registry, "swarm.probe.failures", TrafficCounter.PROBE_FAILURES, "Probes without any answer");
        bindTraffic(registry, "swarm.suspicions", TrafficCounter.SUSPICIONS, "Members that became suspect here");
        bindTraffic(registry, "swarm.refutations", TrafficCounter.REFUTATIONS, "Claims about itself the node refuted");
        bindBytes(registry, "in", TrafficCounter.BYTES_IN);
        bindBytes(registry, "out", TrafficCounter.BYTES_OUT);
        bindOverlay(registry);
        bindCommand(registry);
        bindDispatch(registry, "dispatched", SwarmStatistics::eventsDispatched);
        bindDispatch(registry, "dropped", SwarmStatistics::eventsDropped);
        bindDispatch(registry, "failed", SwarmStatistics::listenerFailures);
    }

    private void bindMembers(MeterRegistry registry, MemberStatus status) {
        Gauge.builder("swarm.members", swarm, node -> count(node, status))
                .description("Members that are remembered, this node included")
                .baseUnit("members")
                .tag("status", status.label())
                .register(registry);
    }

    private void bindRejection(MeterRegistry registry, Rejection reason) {
        FunctionCounter.builder("swarm.packets.rejected", statistics, counts -> counts.rejected(reason))
                .description("Packets, streams and claims from the network that were dropped")
                .baseUnit("packets")
                .tag("reason", reason.label())
                .register(registry);
    }

    private void bindTraffic(MeterRegistry registry, String name, TrafficCounter counter, String description) {
        FunctionCounter.builder(name, statistics, counts -> counts.count(counter))
                .description(description)
                .register(registry);
    }

    private void bindBytes(MeterRegistry registry, String direction, TrafficCounter counter) {
        FunctionCounter.builder("swarm.gossip.bytes", statistics, counts -> counts.count(counter))
                .description("Bytes of membership traffic, datagrams and streams")
                .baseUnit(BaseUnits.BYTES)
                .tag("direction", direction)
                .register(registry);
    }

    private void bindOverlay(MeterRegistry registry) {
        bindCount(registry, "swarm.overlay.entities", TacticalOverlay.Load::entities, "Entities that this node has");
        bindCount(registry, "swarm.overlay.waypoints", TacticalOverlay.Load::waypoints, "Waypoints that this node has");
        Gauge.builder("swarm.overlay.size", overlay, state -> state.load().bytes())
                .description("Heap that entities and waypoints take, about")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        bindCount(
                registry,
                "swarm.replication.pending",
                TacticalOverlay.Load::pendingDeltas,
                "Writes of this node that some connected node has not acknowledged");
        TimeGauge.builder("swarm.replication.lag", overlay, TimeUnit.NANOSECONDS, SwarmMetrics::lagNanos)
                .description("Time for which writes of this node have been waiting to be acknowledged by all")
                .register(registry);
    }

    private void bindCount(
            MeterRegistry registry, String name, ToDoubleFunction<TacticalOverlay.Load> count, String description) {
        Gauge.builder(name, overlay, state -> count.applyAsDouble(state.load()))
                .description(description)
                .register(registry);
    }

    private void bindCommand(MeterRegistry registry) {
        Gauge.builder("swarm.commander", topology, node -> node.isCommander() ? 1 : 0)
                .description("Whether this node commands: 1 if it does, else 0")
                .register(registry);
        Gauge.builder("swarm.term", topology, SwarmMetrics::term)
                .description("Number of the command that this node knows of, 0 if nobody commands")
                .register(registry);
        bindCalls(registry, "ran", GuardedCalls::ran);
        bindCalls(registry, "skipped", GuardedCalls::skipped);
    }

    private void bindCalls(MeterRegistry registry, String outcome, ToDoubleFunction<GuardedCalls> count) {
        FunctionCounter.builder("swarm.commander.calls", calls, count)
                .description("Calls of methods that are kept for the commander")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static double term(SwarmTopology topology) {
        return topology.commander().map(Commander::term).orElse(0L);
    }

    private static double lagNanos(TacticalOverlay overlay) {
        Duration lag = overlay.load().lag();
        return lag == null ? 0 : lag.toNanos();
    }

    private void bindDispatch(MeterRegistry registry, String outcome, ToDoubleFunction<SwarmStatistics> count) {
        FunctionCounter.builder("swarm.events.dispatch", statistics, count)
                .description("Events for listeners; one that failed was also dispatched")
                .baseUnit(BaseUnits.EVENTS)
                .tag("outcome", outcome)
                .register(registry);
    }

    private static double count(Swarm node, MemberStatus status) {
        return node.view().members().stream()
                .filter(member -> member.status() == status)
                .count();
    }
}
