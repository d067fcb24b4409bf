package dev.swarm.sim.registry;

import java.util.ArrayList;
import java.util.List;

/** The list of all checks. */
final class LifeChecks {

    private LifeChecks() {}

    static List<LifeCheck> over(RegistryWorld world) {
        boolean needsQuorum = world.config().strategy().needsQuorum();
        List<LifeCheck> checks = new ArrayList<>(List.of(
                new EffectProtocol(),
                new FewCopies(),
                new RequestsAreAnswered(world),
                new TokensRise(world, needsQuorum),
                new StateIsTakenOver(world),
                new EventsMatchNames(world)));
        if (needsQuorum) {
            checks.add(new OneValidCopy(world));
        }
        return checks;
    }
}
