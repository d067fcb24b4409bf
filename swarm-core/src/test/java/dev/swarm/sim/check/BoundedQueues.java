package dev.swarm.sim.check;

import dev.swarm.engine.membership.Load;
import java.util.Optional;

/** Nothing that waits inside a node ever grows above its bound. */
public final class BoundedQueues implements Invariant {

    @Override
    public Optional<String> violation(Step step) {
        return step.load().isWithin(Load.MAX) ? Optional.empty() : Optional.of(step.load() + " is above " + Load.MAX);
    }
}
