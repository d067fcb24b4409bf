package dev.swarm.sim.registry;

import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.registry.WorkerEffect;
import java.util.Optional;

/** A life that gave its state away ends only when another life has taken all of it. */
final class StateIsTakenOver implements LifeCheck {

    private final RegistryWorld world;

    StateIsTakenOver(RegistryWorld world) {
        this.world = world;
    }

    @Override
    public Optional<String> onEffect(SimWorkers at, WorkerEffect effect) {
        if (effect instanceof WorkerEffect.Stop stop
                && (stop.reason() == StopReason.MOVED || stop.reason() == StopReason.CONFLICT)) {
            return at.copies().stream()
                    .filter(copy -> copy.number() == stop.copy())
                    .filter(copy -> copy.kind().keepsState()
                            && copy.hasLived()
                            && !copy.handled().isEmpty())
                    .filter(copy -> !isTaken(copy))
                    .findFirst()
                    .map(copy -> copy + " is to end as " + stop.reason() + ", and nobody has its state "
                            + copy.handled() + " of " + world.livesOf(copy.name()));
        }
        return Optional.empty();
    }

    /** What throws at the state of another life loses it, as is documented. */
    private boolean isTaken(SimCopy copy) {
        return copy.said() instanceof Frozen.Resume
                && world.livesOf(copy.name()).stream()
                        .anyMatch(other -> other != copy
                                && (other.handled().containsAll(copy.handled()) || hasFailedToMerge(other)));
    }

    private static boolean hasFailedToMerge(SimCopy copy) {
        return copy.kind() == WorkerKind.FAILS_TO_MERGE && copy.phase() == SimCopy.Phase.CRASHED;
    }
}
