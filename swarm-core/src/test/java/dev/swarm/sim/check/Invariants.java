package dev.swarm.sim.check;

import java.util.List;

/** The list of all invariants. */
public final class Invariants {

    private Invariants() {}

    /** Returns one fresh instance of each, for one process. */
    public static List<Invariant> forOneProcess() {
        return List.of(
                new NoTimeTravel(),
                new BoundedQueues(),
                new WellFormedView(),
                new SelfNeverDown(),
                new IncarnationNeverFalls(),
                new DownOnlyUndoneByHigherIncarnation(),
                new EventsMatchView(),
                new OneCommander(),
                new CommandEventsAlternate());
    }
}
