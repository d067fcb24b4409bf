package dev.swarm.api;

/**
 * What a node has counted since it was made. All counts only grow, also over a restart, and may be read by any thread.
 */
public interface SwarmStatistics {

    /** Returns a count of the protocol. */
    long count(TrafficCounter counter);

    /** Returns how often bytes from the network were dropped for a reason. */
    long rejected(Rejection reason);

    /** Returns how many events were handed to all listeners. */
    long eventsDispatched();

    /** Returns how many events no listener has seen, because the queue of events was full. */
    long eventsDropped();

    /** Returns how often a listener threw. */
    long listenerFailures();

    /** Returns how many commands were refused because the mailbox was full. */
    long commandsRejected();

    /** Returns how many datagrams were not sent because the socket's buffer was full. */
    long datagramsDropped();
}
