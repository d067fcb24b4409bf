package dev.swarm.sim.registry;

import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.registry.WorkerEffect;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** A life that gave its state away ends only when another life has taken all of it. */
final class StateIsTakenOver implements LifeCheck {

    private final RegistryWorld world;

    /** What lives were given that throw at the state of another one: they lose it, as is documented. */
    private final IdentityHashMap<SimCopy, Set<Long>> thrownAt = new IdentityHashMap<>();

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
        if (effect instanceof WorkerEffect.Resolve resolve) {
            at.copies().stream()
                    .filter(copy -> copy.number() == resolve.copy() && copy.kind() == WorkerKind.FAILS_TO_MERGE)
                    .forEach(copy -> thrownAt.computeIfAbsent(copy, unused -> new HashSet<>())
                            .addAll(Tally.decode(resolve.state().bytes())));
        }
        return Optional.empty();
    }

    private boolean isTaken(SimCopy copy) {
        return copy.said() instanceof Frozen.Resume
                && world.livesOf(copy.name()).stream()
                        .anyMatch(other -> other != copy && hasHad(other, copy.handled()));
    }

    private boolean hasHad(SimCopy copy, Set<Long> state) {
        return copy.handled().containsAll(state)
                || thrownAt.getOrDefault(copy, Set.of()).containsAll(state);
    }
}
