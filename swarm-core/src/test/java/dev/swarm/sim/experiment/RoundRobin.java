package dev.swarm.sim.experiment;

import dev.swarm.api.config.MembershipConfig.Targets;

/**
 * What theory expects of probing in shuffled rounds (SWIM section 4.3), and of free choice (section 3.1). Within a
 * round a member is pinged exactly once, so its chance to be missed shrinks faster than with free choice; in small
 * groups that shows.
 */
final class RoundRobin {

    private static final int HORIZON_PERIODS = 64;

    private RoundRobin() {}

    /** Returns the mean number of whole periods until any of the others pings one that fell silent. */
    static double expectedPeriods(int nodes, Targets order) {
        return order == Targets.FREE ? ofFreeChoice(nodes) : ofRounds(nodes);
    }

    private static double ofRounds(int nodes) {
        int targets = nodes - 1;
        double sum = 0;
        double missedByOne = 1;
        for (int period = 0; period < HORIZON_PERIODS; period++) {
            sum += Math.pow(Math.max(0, missedByOne), targets);
            missedByOne -= shareOfGapsAbove(period, targets) / targets;
        }
        return sum;
    }

    /** Targets are chosen freely each period, as SWIM's analysis in section 3.1 assumes. */
    private static double ofFreeChoice(int nodes) {
        int targets = nodes - 1;
        return 1 / (1 - Math.pow(1 - 1.0 / targets, targets));
    }

    /** A gap runs from a random place in one round to a random place in the next. */
    private static double shareOfGapsAbove(int periods, int targets) {
        double all = (double) targets * targets;
        if (periods <= targets) {
            return 1 - periods * (periods + 1.0) / 2 / all;
        }
        double left = Math.max(0, 2.0 * targets - periods);
        return left * (left - 1) / 2 / all;
    }
}
