package dev.swarm.sim;

import java.time.Duration;

/** Runs one chaotic minute and prints its hash; started as a process of its own, to compare two virtual machines. */
final class TracePrinter {

    private TracePrinter() {}

    public static void main(String[] arguments) {
        System.out.println("hash=" + hashOf(Long.parseLong(arguments[0])));
    }

    static long hashOf(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(7));
        cluster.startAll();
        new SimChaos(cluster).run(Duration.ofMinutes(1));
        return cluster.traceHash();
    }
}
