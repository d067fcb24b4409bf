package dev.swarm.sim.check;

import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeId;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.membership.Load;
import dev.swarm.engine.step.Now;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of one process showed.
 *
 * @param self whose step it was
 * @param now when it happened, by the process's own clocks
 * @param leaving whether the process was told to leave before or in this step
 * @param facts what it told, in order
 * @param load how much it has under way
 * @param look what it shows; {@code null} in steps whose view was not looked at
 */
public record Step(
        NodeId self,
        Now now,
        boolean leaving,
        List<SwarmEvent> facts,
        Load load,
        @Nullable Look look) {

    /**
     * A view, and how it differs from the one looked at before.
     *
     * @param view the view after the step
     * @param changes members that are new, other or gone since the last look, sorted by name
     */
    public record Look(ClusterView view, List<MemberChange> changes) {}
}
