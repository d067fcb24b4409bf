package dev.swarm.sample.stage;

import java.util.List;

/** What visitors may do to nodes here, and have done. Any thread. */
public final class StageStatus {

    private final boolean open;
    private final Launcher launcher;
    private final Faults faults;
    private final StageHand hand;

    StageStatus(boolean open, Launcher launcher, Faults faults, StageHand hand) {
        this.open = open;
        this.launcher = launcher;
        this.faults = faults;
        this.hand = hand;
    }

    /**
     * What there is to see of it.
     *
     * @param open whether visitors may do anything
     * @param launcher whether there is a launcher, which can pause nodes and start them again
     * @param cut the nodes that this one is cut off from, sorted
     * @param draining whether this node gives its heroes away
     */
    public record View(boolean open, boolean launcher, List<String> cut, boolean draining) {}

    /** Returns how it is now. */
    public View view() {
        return new View(open, launcher.isThere(), faults.names(), hand.isDraining());
    }
}
