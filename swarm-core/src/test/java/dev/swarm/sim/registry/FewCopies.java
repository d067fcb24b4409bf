package dev.swarm.sim.registry;

import dev.swarm.engine.registry.WorkerEffect;
import java.util.List;
import java.util.Optional;

/** One node never has more than a few copies of a name: one, one that comes, and some that take their time to end. */
final class FewCopies implements LifeCheck {

    private static final int MOST = 4;

    @Override
    public Optional<String> onEffect(SimWorkers at, WorkerEffect effect) {
        if (effect instanceof WorkerEffect.Start start) {
            List<SimCopy> others = at.copiesOf(start.name());
            long unstopped = others.stream()
                    .filter(copy -> !copy.isStopping() && copy.isNamed() && copy.phase() != SimCopy.Phase.CRASHED)
                    .count();
            if (others.size() >= MOST || unstopped > 1) {
                return Optional.of(start + " comes to " + others);
            }
        }
        return Optional.empty();
    }
}
