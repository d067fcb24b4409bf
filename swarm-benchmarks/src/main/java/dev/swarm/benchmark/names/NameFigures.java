package dev.swarm.benchmark.names;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one run of one subject gave.
 *
 * @param first names in a second until all three nodes find all of them, from when the first is registered, in new
 *     processes
 * @param later the same when as many have been registered several times: the median of some rounds
 * @param find nanoseconds of a look-up; 0 if it was not measured
 * @param map the same of a {@code ConcurrentHashMap} in the same process
 */
record NameFigures(double first, double later, double find, double map) {

    private static final int NAMES = 100_000;
    private static final int NODES = 3;

    /** Compilers are at work on the rounds before; a subject that takes long for each gets fewer. */
    private static final int WARM_ROUNDS = 14;

    private static final int ROUNDS = 7;
    private static final long MOST_NANOS = Duration.ofSeconds(25).toNanos();
    private static final int LOOK_UP_ROUNDS = 5;
    private static final String HEAP = "2g";
    private static final String[] NONE = {"0", "0"};

    /** Runs it: fresh processes, that warm up as they are measured. */
    static NameFigures measure(NameSubject subject, Path logs) {
        double first;
        List<Double> later;
        try (NameCluster cluster = new NameCluster(subject, NODES, HEAP, logs)) {
            cluster.open(NODES);
            first = rounds(cluster, 1).get(0);
            List<Double> unusedWarm = rounds(cluster, WARM_ROUNDS - 1);
            later = rounds(cluster, ROUNDS);
        }
        Collections.sort(later);
        String[] found = subject.isOurs() ? lookUps(subject, logs) : NONE;
        return new NameFigures(
                first, later.get(later.size() / 2), Double.parseDouble(found[0]), Double.parseDouble(found[1]));
    }

    /** Returns nanoseconds of a look-up and of one in a map, in fresh processes with half a million names. */
    private static String[] lookUps(NameSubject subject, Path logs) {
        try (NameCluster cluster = new NameCluster(subject, NODES, HEAP, logs)) {
            cluster.open(NODES);
            List<Double> unused = rounds(cluster, LOOK_UP_ROUNDS);
            return cluster.node(1).ask("look-ups", 0, cluster.registered()).split(" ", -1);
        }
    }

    /** Returns the names in a second of each of some rounds, at least one. */
    private static List<Double> rounds(NameCluster cluster, int most) {
        long end = System.nanoTime() + MOST_NANOS;
        List<Double> rates = new ArrayList<>();
        do {
            rates.add(NAMES / cluster.spread(NAMES));
        } while (rates.size() < most && System.nanoTime() - end < 0);
        return rates;
    }
}
