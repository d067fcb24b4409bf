package dev.swarm.sample.stage;

import dev.swarm.FaultPlan;
import dev.swarm.Swarm;
import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which nodes this one is cut off from, by their names. Any thread. */
public final class Faults {

    private final Swarm swarm;
    private final FaultPlan plan;
    private volatile List<String> names = List.of();

    Faults(Swarm swarm, FaultPlan plan) {
        this.swarm = swarm;
        this.plan = plan;
    }

    /** Cuts off exactly these nodes; names that nobody knows are passed over. */
    void cut(Collection<String> nodes) {
        Set<String> wanted = Set.copyOf(nodes);
        List<Member> members = swarm.view().members().stream()
                .filter(member -> wanted.contains(member.id().name()))
                .toList();
        List<NodeAddress> addresses = members.stream().map(Member::address).toList();
        plan.cut(addresses);
        names = members.stream().map(Member::id).map(NodeId::name).sorted().toList();
    }

    /** Returns who is cut off now, sorted. */
    public List<String> names() {
        return names;
    }
}
