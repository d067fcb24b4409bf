package dev.swarm.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * This node's command of one term. It is valid as long as enough voters have promised to follow nobody else, less a
 * margin for clocks that run at different speeds; whatever happens to this process meanwhile, such as a pause, it is
 * over by this node's own clock before another node's may begin. Once over it stays so: a later command is another
 * lease with a higher term. Any thread may call any method.
 *
 * <p>What has begun while it was valid may still run when it ends, since nothing can take a running task back. Where
 * that matters, hand the {@link #term()} to whatever the task changes, and let that refuse lower terms than the highest
 * it has seen.
 */
public interface CommanderLease {

    /** Returns the number of this command: higher than that of every command before it; a fencing token. */
    long term();

    /** Tells whether this node commands at this moment, by its own clock. */
    boolean isValid();

    /** Returns how long it is still valid without renewal; zero if it is over. */
    Duration remaining();

    /**
     * Runs a task on the caller's thread if this node commands. A command that is handed over in order waits for such
     * tasks to end, at most until the lease runs out.
     *
     * @return what the task returned; empty if that was {@code null}, or if the lease is over and the task did not run
     * @throws Exception what the task throws
     */
    <T> Optional<T> runIfCommander(Callable<T> task) throws Exception;
}
