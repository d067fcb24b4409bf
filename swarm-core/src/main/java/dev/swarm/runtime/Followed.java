package dev.swarm.runtime;

import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import org.jspecify.annotations.Nullable;

/** A change whose end somebody wants to know. It waits itself: very many may, and each is one object. */
public abstract class Followed extends QueuedWrite {

    private final int changes;

    /**
     * Makes one.
     *
     * @param changes for how many it counts, at least one; more than a step has go alone
     * @param size about how many bytes it holds
     */
    protected Followed(int changes, int size) {
        super(size);
        this.changes = changes;
    }

    @Override
    final int changes() {
        return changes;
    }

    /**
     * Reads where the change will look, and changes nothing. It is called for all changes of a step before the first
     * is made: so they wait for memory together, and not each for itself.
     */
    @Override
    public abstract void foresee(SwarmEngine engine);

    /** Makes the change; what it throws for bad values is its end. */
    @Override
    public abstract void make(Now now, SwarmEngine engine);

    /**
     * The step is over, and the change is shown here; by the thread that completes futures.
     *
     * @param problem why that is not so, {@code null} if it is
     */
    public abstract void ended(@Nullable RuntimeException problem);

    @Override
    final boolean end() {
        return true;
    }

    @Override
    final boolean isAwaited() {
        return true;
    }

    @Override
    public final void run() {
        ended(problem);
    }
}
