package dev.swarm.api;

import java.util.List;
import java.util.Optional;

/**
 * Everything this node knows of the cluster at one moment. Immutable; reading it costs no lock and never reaches the
 * protocol's thread.
 *
 * @param version grows with every change of the rest
 * @param self id of this node
 * @param members all members that are remembered, this node included, sorted by name
 * @param healthScore the node's doubt about itself, 0 (fine) upwards (Lifeguard section IV.A)
 */
public record ClusterView(long version, NodeId self, List<Member> members, int healthScore) {

    /** Takes an unmodifiable copy of the list. */
    public ClusterView {
        members = List.copyOf(members);
    }

    /** Returns the member of that name, empty if there is none. */
    public Optional<Member> member(NodeId id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** Returns this node itself. */
    public Member selfMember() {
        return member(self).orElseThrow(() -> new IllegalStateException("The view does not hold its own node " + self));
    }
}
