package dev.swarm.api.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.time.Duration;

/** What a strategy may know of its node, and the threads it may borrow. */
public interface DiscoveryContext {

    /** Returns the cluster's name; empty if it has none. */
    String cluster();

    /** Returns the node's name. */
    NodeId self();

    /** Returns where others reach the node; candidates of this address are ignored anyway. */
    NodeAddress address();

    /** Returns what the node's sockets are bound to; the IP is all zero if to every address of the machine. */
    NodeAddress boundAddress();

    /**
     * Runs a task once, on one of the few daemon threads that all strategies of the node share; it may block. Tasks
     * that repeat schedule themselves again, so a slow one never piles up. After the strategy is closed nothing is
     * run. An exception is logged and shown as the topology's error.
     *
     * @param delay how long to wait; zero or less for at once
     */
    void schedule(Duration delay, Runnable task);
}
