package dev.swarm.sim.check;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import java.util.List;
import java.util.Optional;

/** At most one member of a view is the commander, and that one is here. */
public final class OneCommander implements Invariant {

    @Override
    public Optional<String> violation(Step step) {
        Step.Look look = step.look();
        if (look == null) {
            return Optional.empty();
        }
        List<Member> commanders = look.view().members().stream()
                .filter(member -> member.role() == Role.COMMANDER)
                .toList();
        List<NodeId> names = commanders.stream().map(Member::id).toList();
        boolean gone = commanders.stream().anyMatch(member -> !member.status().isLive());
        return names.size() > 1 || (gone && !step.leaving())
                ? Optional.of("the view has as commanders " + names + (gone ? ", and not all are here" : ""))
                : Optional.empty();
    }
}
