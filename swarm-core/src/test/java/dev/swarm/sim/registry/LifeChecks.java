package dev.swarm.sim.registry;

import java.util.List;

/** The list of all checks. */
final class LifeChecks {

    private LifeChecks() {}

    static List<LifeCheck> over(RegistryWorld world) {
        boolean needsQuorum = world.config().strategy().needsQuorum();
        return needsQuorum
                ? List.of(
                        new EffectProtocol(),
                        new FewCopies(),
                        new RequestsAreAnswered(world),
                        new TokensRise(world, true),
                        new StateIsTakenOver(world),
                        new OneValidCopy(world))
                : List.of(
                        new EffectProtocol(),
                        new FewCopies(),
                        new RequestsAreAnswered(world),
                        new TokensRise(world, false),
                        new StateIsTakenOver(world));
    }
}
