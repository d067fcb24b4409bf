package dev.swarm.sim.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Each life of a name has a higher token than those before it: on one node always, and with a quorum over all nodes,
 * at any moment of true time. One life may be opened again with the same token.
 */
final class TokensRise implements LifeCheck {

    private final RegistryWorld world;
    private final boolean everywhere;
    private final Map<String, SimCopy> latest = new HashMap<>();
    private final Map<SimCopy, Long> tokens = new HashMap<>();

    TokensRise(RegistryWorld world, boolean everywhere) {
        this.world = world;
        this.everywhere = everywhere;
    }

    @Override
    public Optional<String> onOpened(SimCopy copy) {
        if (copy.isLocal()) {
            return Optional.empty();
        }
        long own = tokens.getOrDefault(copy, 0L);
        tokens.put(copy, copy.token());
        if (copy.token() < own || copy.token() <= 0) {
            return Optional.of(copy + " had token " + own + " before");
        }
        for (SimCopy other : world.livesOf(copy.name())) {
            boolean isEarlier = other != copy
                    && other.workers() == copy.workers()
                    && !other.isLocal()
                    && other.number() < copy.number();
            if (isEarlier && tokens.getOrDefault(other, 0L) >= copy.token()) {
                return Optional.of(copy + " follows " + other);
            }
        }
        SimCopy before = latest.put(copy.name(), copy);
        return everywhere && before != null && before != copy && tokens.getOrDefault(before, 0L) >= copy.token()
                ? Optional.of(copy + " follows " + before)
                : Optional.empty();
    }
}
