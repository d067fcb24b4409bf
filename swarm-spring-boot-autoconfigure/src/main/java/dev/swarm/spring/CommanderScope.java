package dev.swarm.spring;

import dev.swarm.api.CommanderLease;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The command under which the calling thread runs, for code below an {@link OnCommander} method. It is the one that was
 * checked when the method began, also if this node has lost it since and commands anew; so its term is the one to hand
 * to whatever refuses old ones.
 *
 * <p>Bound to the thread: to go on in another one, hand over the lease.
 */
public final class CommanderScope {

    private static final ThreadLocal<@Nullable CommanderLease> CURRENT = new ThreadLocal<>();

    private CommanderScope() {}

    /**
     * Returns the command of the guarded method that this thread is in.
     *
     * @throws IllegalStateException if it is in none
     */
    public static CommanderLease lease() {
        return find().orElseThrow(() -> new IllegalStateException(
                "This thread is not in a method guarded by @OnCommander, so there is no command to ask for"));
    }

    /** Returns the command of the guarded method that this thread is in, empty if it is in none. */
    public static Optional<CommanderLease> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Runs a task on this thread as a guarded method is run: if the lease is valid, and with {@link #lease()} being
     * that lease meanwhile.
     *
     * @return what the task returned; empty if that was {@code null}, or if the lease is over and the task did not run
     * @throws Exception what the task throws
     */
    public static <T> Optional<T> run(CommanderLease lease, Callable<T> task) throws Exception {
        CommanderLease outer = CURRENT.get();
        CURRENT.set(lease);
        try {
            return lease.runIfCommander(task);
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }
}
