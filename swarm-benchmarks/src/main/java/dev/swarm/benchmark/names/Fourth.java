package dev.swarm.benchmark.names;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a fourth node changes about managed names.
 *
 * @param moved share of the names that moved to it
 * @param otherwise how many moved between the others
 * @param balance names on the node that has most, as a multiple of what it would have if all had alike
 */
record Fourth(double moved, long otherwise, double balance) {

    private static final int NAMES = 20_000;
    private static final int NODES = 3;

    static Fourth measure(Path logs) {
        try (NameCluster cluster = new NameCluster(NameSubject.SWARM_MANAGED, NODES + 1, "1g", logs)) {
            cluster.open(NODES);
            double unusedSeconds = cluster.spread(NAMES);
            String unusedNote = cluster.node(0).ask("note", 0, NAMES);
            long unusedStart = cluster.openNext();
            cluster.awaitAll();
            NameCluster.require(cluster.node(0).ask("settled", 0, NAMES, NameCluster.LIMIT_NANOS));
            long[] numbers = Arrays.stream(
                            cluster.node(0).ask("moves", 0, NAMES, NODES).split(" ", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            long most = Arrays.stream(numbers).skip(2).max().orElseThrow();
            return new Fourth((double) numbers[0] / NAMES, numbers[1], most * (NODES + 1.0) / NAMES);
        }
    }
}
