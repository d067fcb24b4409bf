package dev.swarm.sim.experiment;

import dev.swarm.sim.SimNode;

/** What "its sends and receives block" means for a program; the paper's own is somewhere between the two. */
enum Anomaly {
    /** The program goes on with its timers as if nothing were; all it sends is kept, and released at the end. */
    QUEUED("queued"),
    /** The program stands still at the first send, its timers too, and goes on at the end. */
    STALLED("stalled");

    private final String title;

    Anomaly(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    void begin(SimNode node) {
        switch (this) {
            case QUEUED -> node.block();
            case STALLED -> node.pause();
        }
    }
}
