package dev.swarm.sim.check;

import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Now;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Monotonic time never falls from step to step, and events bear the wall clock of the step that told them. */
public final class NoTimeTravel implements Invariant {

    private @Nullable Now last;

    @Override
    public Optional<String> violation(Step step) {
        Now before = last;
        last = step.now();
        if (before != null && step.now().nanos() < before.nanos()) {
            return Optional.of("step at " + step.now() + " after one at " + before);
        }
        for (SwarmEvent fact : step.facts()) {
            if (!fact.time().equals(step.now().instant())) {
                return Optional.of(fact + " told at " + step.now().instant());
            }
        }
        return Optional.empty();
    }
}
