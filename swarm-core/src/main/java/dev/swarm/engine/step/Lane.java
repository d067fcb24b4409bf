package dev.swarm.engine.step;

/**
 * An ordered, bounded queue of messages of one priority between two nodes. A message never overtakes another one of its
 * lane; between lanes the order below holds: what is higher leaves first, and has room of its own, so that it never
 * waits for lower ones.
 */
public enum Lane {
    /** What keeps the cluster itself together: acknowledgements, ballots, heartbeats. Small and always first. */
    CONTROL,
    /** Messages of users that overtake everything of theirs. */
    CRITICAL,
    /** Urgent messages of users. */
    HIGH,
    /** Fresh changes of shared state; apart from messages, so that a user who takes none holds up no change. */
    CHANGES,
    /** Ordinary messages of users. */
    NORMAL,
    /** Messages of users that may wait. */
    LOW,
    /** Whole states and other long transfers, cut into small parts. */
    BULK
}
