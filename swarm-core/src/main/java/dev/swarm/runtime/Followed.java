package dev.swarm.runtime;

import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A change whose end somebody wants to know. */
public interface Followed extends BiConsumer<Now, SwarmEngine> {

    /**
     * Reads where the change will look, and changes nothing. It is called for all changes of a step before the first
     * is made: so they wait for memory together, and not each for itself.
     */
    void foresee(SwarmEngine engine);

    /**
     * The step is over, and the change is shown here; by the thread that completes futures.
     *
     * @param problem why that is not so, {@code null} if it is
     */
    void end(@Nullable RuntimeException problem);
}
