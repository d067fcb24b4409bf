package dev.swarm.spring.actuate;

import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeHealth.RoundTrip;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Figures of round-trip times in nanoseconds; no number where nothing was measured. */
enum RttFigure {
    /** Arithmetic mean. */
    MEAN("") {
        @Override
        double of(LongStream nanos) {
            return nanos.average().orElse(Double.NaN);
        }

        @Override
        Duration of(RoundTrip rtt) {
            return rtt.mean();
        }
    },
    /** The least one that 99 % are not above. */
    P99(".p99") {
        @Override
        double of(LongStream nanos) {
            long[] sorted = nanos.toArray();
            Arrays.sort(sorted);
            int rank = (int) Math.ceil(sorted.length * PART);
            return rank == 0 ? Double.NaN : sorted[rank - 1];
        }

        @Override
        Duration of(RoundTrip rtt) {
            return rtt.p99();
        }
    };

    private static final double PART = 0.99;

    private final String suffix;

    RttFigure(String suffix) {
        this.suffix = suffix;
    }

    /** Returns the name of the meter of this figure: names, not tags, as a sum of both would say nothing. */
    String of(String meter) {
        return meter + suffix;
    }

    /** Returns the figure of all round-trip times that are remembered of nodes that are here. */
    double ofProbes(NodeMonitor monitor) {
        return of(here(monitor).flatMap(health -> health.history().stream()).mapToLong(Duration::toNanos));
    }

    /** Returns the figure of the mean round-trip times of all links to nodes that are here. */
    double ofLinks(NodeMonitor monitor) {
        return of(here(monitor)
                .flatMap(health -> health.roundTrip().stream())
                .mapToLong(rtt -> rtt.mean().toNanos()));
    }

    /** Returns the figure of the round-trip times that are remembered of one node. */
    double ofLink(NodeMonitor monitor, NodeId node) {
        return monitor.health(node)
                .flatMap(NodeHealth::roundTrip)
                .map(rtt -> (double) of(rtt).toNanos())
                .orElse(Double.NaN);
    }

    abstract double of(LongStream nanos);

    abstract Duration of(RoundTrip rtt);

    /** Returns the nodes that count as here. */
    static Stream<NodeHealth> here(NodeMonitor monitor) {
        return monitor.all().stream().filter(health -> health.status().isLive());
    }
}
