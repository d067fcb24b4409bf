package dev.swarm.benchmark.names;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What one run of one subject gave.
 *
 * @param perSecond names in a second until all three nodes find all of them, from when the first is registered
 * @param find nanoseconds of a look-up; 0 if it was not measured
 * @param map the same of a {@code ConcurrentHashMap} in the same process
 */
record NameFigures(double perSecond, double find, double map) {

    /** How many names are registered. */
    static final int NAMES = 100_000;

    private static final int NODES = 3;
    private static final int WARM_NAMES = 20_000;
    private static final int MOST_WARM_NAMES = 400_000;
    private static final long WARM_NANOS = Duration.ofSeconds(25).toNanos();

    /** Runs it: fresh processes, warmed up. */
    static NameFigures measure(NameSubject subject, Path logs) {
        try (NameCluster cluster = new NameCluster(subject, NODES, "2g", logs)) {
            cluster.open(NODES);
            long end = System.nanoTime() + WARM_NANOS;
            while (System.nanoTime() - end < 0 && cluster.registered() < MOST_WARM_NAMES) {
                double unused = cluster.spread(WARM_NAMES);
            }
            double perSecond = NAMES / cluster.spread(NAMES);
            if (!subject.isOurs()) {
                return new NameFigures(perSecond, 0, 0);
            }
            String[] found =
                    cluster.node(1).ask("look-ups", 0, cluster.registered()).split(" ", -1);
            return new NameFigures(perSecond, Double.parseDouble(found[0]), Double.parseDouble(found[1]));
        }
    }
}
