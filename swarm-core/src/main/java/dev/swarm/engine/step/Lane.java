package dev.swarm.engine.step;

/**
 * An ordered, bounded queue of messages of one priority between two nodes. A message never overtakes another one of its
 * lane; between lanes the order below holds: what is higher leaves first, and has room of its own, so that it never
 * waits for lower ones.
 */
public enum Lane {
    /** What keeps the cluster itself together: acknowledgements, ballots, heartbeats. Small and always first. */
    CONTROL,
    /** Messages of users that must overtake everything of theirs. */
    CRITICAL,
    /** Fresh changes of shared state, and ordinary messages of users. */
    NORMAL,
    /** Whole states and other long transfers, cut into small parts. */
    BULK
}
