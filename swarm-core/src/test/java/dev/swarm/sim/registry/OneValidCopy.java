package dev.swarm.sim.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** With a quorum no two lives of a managed name have valid tokens at one moment of true time, each by its own clock. */
final class OneValidCopy implements LifeCheck {

    private final RegistryWorld world;

    OneValidCopy(RegistryWorld world) {
        this.world = world;
    }

    @Override
    public Optional<String> onOpened(SimCopy copy) {
        return violation(world.livesOf(copy.name()));
    }

    @Override
    public Optional<String> onLook() {
        for (Map.Entry<String, List<SimCopy>> name : world.lives().entrySet()) {
            Optional<String> wrong = violation(name.getValue());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> violation(List<SimCopy> lives) {
        List<SimCopy> valid = lives.stream().filter(OneValidCopy::isValid).toList();
        return valid.size() > 1 ? Optional.of("several are valid: " + valid) : Optional.empty();
    }

    static boolean isValid(SimCopy copy) {
        return !copy.isLocal()
                && copy.isOpen()
                && copy.workers()
                        .node()
                        .names()
                        .isValid(copy.number(), copy.workers().node().now().nanos());
    }
}
