package dev.swarm.registry.mail;

/** Time for the shell of the registry: one thread that does nothing long. */
public interface Timer {

    /** Returns the present moment of monotonic time, in nanoseconds. */
    long nanos();

    /**
     * Runs something some time later; never, if the node ends before. Any thread may call.
     *
     * @return takes it back, if it has not run
     */
    Runnable later(long delayNanos, Runnable task);
}
