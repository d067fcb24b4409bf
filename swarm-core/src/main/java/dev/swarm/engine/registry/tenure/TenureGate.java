package dev.swarm.engine.registry.tenure;

/** Whether this node owns partitions, as any thread may ask at any time. */
public interface TenureGate {

    /**
     * Tells whether this node owns a partition at a moment.
     *
     * @param partition from 0, below the number of partitions
     * @param nanos monotonic time by the clock from which the engine's steps get theirs
     */
    boolean isHeldAt(int partition, long nanos);
}
