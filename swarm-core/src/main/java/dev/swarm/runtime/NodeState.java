package dev.swarm.runtime;

import dev.swarm.api.SwarmState;

/** Where one life of a node stands; written by the loop and by its owner, read by any thread. */
final class NodeState {

    private volatile SwarmState current = SwarmState.NEW;

    SwarmState current() {
        return current;
    }

    /** Moves on if that is a step forward; else nothing happens, since another thread was faster. */
    synchronized void moveTo(SwarmState next) {
        if (isForward(next)) {
            current = next;
        }
    }

    /** A life only goes forward: new, starting, running, leaving, and at any time to one of its two ends. */
    private boolean isForward(SwarmState next) {
        if (current == SwarmState.FAILED || current == SwarmState.STOPPED) {
            return false;
        }
        return next.compareTo(current) > 0;
    }
}
