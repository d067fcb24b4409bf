package dev.swarm.api;

import dev.swarm.api.failure.UnknownNodeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Who is in the cluster, what they do, and who commands. Reads the last published state: no lock, no waiting, any
 * thread.
 *
 * <p>The node that runs longest commands, unless another one was promoted. Of all members that this node lists at one
 * moment at most one has the role of commander: the one with the highest term that it has heard of.
 */
public interface SwarmTopology {

    /** Returns this node. */
    Member self();

    /** Returns the role of this node. */
    default Role role() {
        return self().role();
    }

    /** Tells whether this node commands at this moment, by its own clock: whether it has a valid lease. */
    default boolean isCommander() {
        return lease().map(CommanderLease::isValid).orElse(false);
    }

    /** Returns the command that this node holds, or held last; empty if it never commanded in this life. */
    Optional<CommanderLease> lease();

    /** Returns who commands, empty if nobody does or this node has not heard of it yet. */
    Optional<Commander> commander();

    /** Returns all members that count as here, this node included, sorted by name. */
    List<Member> nodes();

    /** Returns how many members count as here, this node included; never below 1. */
    default int nodeCount() {
        return nodes().size();
    }

    /** Returns whether enough nodes are here for one to command. */
    Quorum quorum();

    /**
     * Gives a node a role, in the whole cluster. It keeps it when nodes come and go, and when it is started again under
     * its name, until it is given another one. {@link Role#COMMANDER} makes it the first choice for the command, as a
     * wingmate: whoever commands hands over in order, and as long as it is away the longest-running wingmate
     * commands. Any other role for the first choice ends that. The commander that becomes an observer or a relay
     * hands over.
     *
     * @return done when this node has written it; others learn it as they learn shared state. Failed with
     *     {@link UnknownNodeException} if no member of ours that counts as here has that name, with
     *     {@link dev.swarm.api.failure.SwarmRejectedException} if this node does not run
     */
    CompletableFuture<Void> promote(NodeId node, Role role);

    /** Gives this node a role; see {@link #promote}. */
    default CompletableFuture<Void> requestRole(Role role) {
        return promote(self().id(), role);
    }

    /** Returns the last decisions of this node about others and itself, the latest first; a bounded number. */
    List<Decision> trail();
}
