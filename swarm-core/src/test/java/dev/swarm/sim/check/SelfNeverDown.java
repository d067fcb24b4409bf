package dev.swarm.sim.check;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.event.MemberEvent;
import java.util.Optional;

/**
 * A node that runs and does not leave sees itself healthy, whatever others say of it; and it tells no news of itself.
 */
public final class SelfNeverDown implements Invariant {

    @Override
    public Optional<String> violation(Step step) {
        if (step.facts().stream()
                .anyMatch(fact -> fact instanceof MemberEvent && fact.node().equals(step.self()))) {
            return Optional.of("told of itself: " + step.facts());
        }
        Step.Look look = step.look();
        if (look == null || step.leaving()) {
            return Optional.empty();
        }
        return look.view()
                .member(step.self())
                .filter(self -> self.status() != MemberStatus.HEALTHY)
                .map(self -> "sees itself as " + self);
    }
}
