package dev.swarm.sim.experiment;

import dev.swarm.api.config.MembershipConfig;
import java.time.Duration;

/** What a cluster at rest costs each of its nodes, with the library's own settings (SWIM figure 2). */
final class LoadExperiment {

    private static final Duration SHORTEST_REST = Duration.ofSeconds(60);

    /** After a start of all at once, so many members' arrivals are told to the end within a second. */
    private static final int ARRIVALS_PER_SECOND = 4;

    private static final Duration MEASURED = Duration.ofSeconds(60);

    private LoadExperiment() {}

    /**
     * What one size gave, for each node and second.
     *
     * @param nodes how many members
     * @param datagrams datagrams sent
     * @param datagramBytes bytes in them
     * @param streamBytes bytes on streams, for the exchanges of whole tables
     */
    record Result(int nodes, double datagrams, double datagramBytes, double streamBytes) {}

    static Result run(int nodes, long seed) {
        Bench bench = Bench.atRest(nodes, MembershipConfig.lan(), seed, rest(nodes));
        long datagrams = bench.datagrams();
        long datagramBytes = bench.datagramBytes();
        long streamBytes = bench.streamBytes();
        bench.cluster().runFor(MEASURED);
        double share = (double) nodes * MEASURED.toSeconds();
        return new Result(
                nodes,
                (bench.datagrams() - datagrams) / share,
                (bench.datagramBytes() - datagramBytes) / share,
                (bench.streamBytes() - streamBytes) / share);
    }

    private static Duration rest(int nodes) {
        Duration told = Duration.ofSeconds(nodes / ARRIVALS_PER_SECOND);
        return told.compareTo(SHORTEST_REST) > 0 ? told : SHORTEST_REST;
    }
}
