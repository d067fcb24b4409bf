package dev.swarm.benchmark.names;

import java.nio.file.Path;

/**
 * A million local names of one node.
 *
 * @param nodeBytes heap for each on a node that only knows them
 * @param ownBytes heap for each on the node whose they are, its workers included
 * @param joinSeconds until a new node has all of them, from the start of the library in it
 */
record Million(double nodeBytes, double ownBytes, double joinSeconds) {

    private static final int NAMES = 1_000_000;
    private static final int CHUNK = 100_000;

    static Million measure(Path logs) {
        try (NameCluster cluster = new NameCluster(NameSubject.SWARM_LOCAL, 3, "3g", logs)) {
            cluster.open(2);
            long ownBefore = cluster.node(0).askNumber("heap");
            long before = cluster.node(1).askNumber("heap");
            while (cluster.registered() < NAMES) {
                double unused = cluster.spread(CHUNK);
            }
            double ownBytes = (double) (cluster.node(0).askNumber("heap") - ownBefore) / NAMES;
            double nodeBytes = (double) (cluster.node(1).askNumber("heap") - before) / NAMES;
            long start = cluster.openNext();
            return new Million(nodeBytes, ownBytes, cluster.awaitNames(2, start));
        }
    }
}
