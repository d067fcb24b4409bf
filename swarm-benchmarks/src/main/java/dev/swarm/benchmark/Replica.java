package dev.swarm.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * One node's part of a map that is on all nodes: the least that every subject can do. A subject is used as its own
 * manual says, and told of changes in its own way.
 */
public interface Replica extends AutoCloseable {

    /** Told of each change that others made, by a thread of the subject. */
    @FunctionalInterface
    interface Listener {

        void onChange(String key, byte[] value);
    }

    /** Returns how many nodes this one sees, itself included. */
    int members();

    /**
     * Writes; waits while the subject asks to slow down, in its own way. Any thread, but of one key one only.
     *
     * @param value is not changed afterwards
     */
    void put(String key, byte[] value) throws InterruptedException;

    /** What was put is to go on its way, if the subject leaves that to its user. */
    default void flush() {}

    /** Returns what this node has, {@code null} if nothing. */
    byte @Nullable [] get(String key);

    /** How many threads write at full speed: more than one where a write waits for an answer. */
    default int writers() {
        return 1;
    }

    @Override
    void close();
}
