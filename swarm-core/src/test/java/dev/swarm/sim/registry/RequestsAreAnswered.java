package dev.swarm.sim.registry;

import java.time.Duration;
import java.util.Optional;

/** Every request is answered when its time is up, at the latest; while a process stands still its time does. */
final class RequestsAreAnswered implements LifeCheck {

    private static final long SLACK_NANOS = Duration.ofSeconds(1).toNanos();

    private final RegistryWorld world;

    RequestsAreAnswered(RegistryWorld world) {
        this.world = world;
    }

    @Override
    public Optional<String> onLook() {
        long now = world.cluster().scheduler().nowNanos();
        for (SimWorkers workers : world.running()) {
            for (SimWorkers.Asked ask : workers.asked().values()) {
                if (now > ask.until() + SLACK_NANOS && workers.node().isResponsive()) {
                    return Optional.of(workers.node().id() + " has no answer yet: " + ask.what());
                }
            }
        }
        return Optional.empty();
    }
}
