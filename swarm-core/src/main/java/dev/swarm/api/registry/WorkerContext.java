package dev.swarm.api.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import java.time.Duration;

/** What a worker has of its own. Any thread may call; after the worker's end it does nothing. */
public interface WorkerContext {

    /** Returns the worker's name, without its scope. */
    String name();

    /** Returns the node it lives on. */
    NodeId node();

    /** Returns what it was registered with. */
    WorkerArgs args();

    /**
     * Returns the fencing token of this life: higher than that of every earlier life of the name. Hand it to whatever
     * the worker writes to, and have that refuse lower ones.
     */
    long token();

    /**
     * Tells whether the token is valid now. With the {@code ring} strategy that is so as long as the worker lives; with
     * {@code static-quorum} only while a quorum has granted this node the name, and never for two nodes at a time.
     */
    boolean isValid();

    /** Returns the registry, in the scope of the worker's name. */
    SwarmRegistry registry();

    /** Returns the groups, in the scope of the worker's name. */
    SwarmGroups groups();

    /**
     * Sends the worker itself a message some time later. Forgotten when this life ends: the next one sets its own.
     *
     * @param delay 1 ms to 365 days
     * @param message as for {@link SwarmRegistry#tell}
     */
    void later(Duration delay, Object message);

    /**
     * Puts state where the next life finds it if this one ends without a handoff, in the store that
     * {@code SwarmBuilder.workerStore} names. Does nothing without one.
     *
     * @throws IllegalArgumentException if it cannot be encoded, or is too large
     */
    void save(Object state);

    /** Ends this life as soon as the present call returns, as done; see {@link RestartPolicy}. */
    void stop();
}
