package dev.swarm.sim;

import java.util.stream.LongStream;

/**
 * Which seeds a test runs with: as many as it asks for, counted from 1, so that each build runs the same. One seed
 * alone is set by {@code -Dswarm.sim.seed=17}; another number of them by {@code -Dswarm.sim.seeds=5000}; other ones
 * by {@code -Dswarm.sim.seeds=1001-2000}.
 */
public final class SimSeeds {

    static final String SEED_PROPERTY = "swarm.sim.seed";
    static final String SEEDS_PROPERTY = "swarm.sim.seeds";

    private SimSeeds() {}

    /** Returns the seeds for a test that would like so many. */
    public static LongStream of(int count) {
        return parse(System.getProperty(SEED_PROPERTY, ""), System.getProperty(SEEDS_PROPERTY, ""), count);
    }

    static LongStream parse(String seed, String seeds, int count) {
        if (!seed.isEmpty()) {
            return LongStream.of(Long.parseLong(seed));
        }
        if (seeds.isEmpty()) {
            return LongStream.rangeClosed(1, count);
        }
        int dash = seeds.indexOf('-');
        long first = dash < 0 ? 1 : Long.parseLong(seeds.substring(0, dash));
        long last = Long.parseLong(seeds.substring(dash + 1));
        if (first > last) {
            throw new IllegalArgumentException(SEEDS_PROPERTY + " must be a count or first-last, not " + seeds);
        }
        return LongStream.rangeClosed(first, last);
    }
}
