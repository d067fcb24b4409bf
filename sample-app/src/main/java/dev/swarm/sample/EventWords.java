package dev.swarm.sample;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.Role;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.QuorumLost;
import dev.swarm.api.event.QuorumRegained;
import dev.swarm.api.event.RoleChanged;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.api.event.TopologyEvent;
import java.util.Optional;

/**
 * Says an event in plain words, and each change once: coming, going and being given up have events of their own, so of
 * the changes of status only doubt, and the end of it, are told; and who begins or ceases to command does not also
 * change its role.
 */
public final class EventWords {

    private EventWords() {}

    /** Returns the event as half a sentence that starts with the node's name; empty if another event tells the same. */
    public static Optional<String> of(SwarmEvent event) {
        return predicate(event).map(predicate -> event.node().name() + " " + predicate);
    }

    private static Optional<String> predicate(SwarmEvent event) {
        if (event instanceof NodeUp) {
            return Optional.of("is up");
        } else if (event instanceof NodeDown) {
            return Optional.of("is down");
        } else if (event instanceof NodeLeft) {
            return Optional.of("has left");
        } else if (event instanceof NodeStatusChanged change) {
            return doubt(change);
        } else if (event instanceof TopologyEvent topology) {
            return command(topology);
        }
        return Optional.empty();
    }

    private static Optional<String> command(TopologyEvent event) {
        if (event instanceof CommanderElected elected) {
            return Optional.of("commands, term " + elected.term());
        } else if (event instanceof CommanderLost lost) {
            return Optional.of("commands no more: " + lost.reason());
        } else if (event instanceof QuorumLost lost) {
            return Optional.of("misses the quorum: " + lost.quorum().present() + " of "
                    + lost.quorum().size());
        } else if (event instanceof QuorumRegained) {
            return Optional.of("has the quorum");
        } else if (event instanceof RoleChanged change && isGiven(change)) {
            return Optional.of("is " + change.current().label() + " now");
        }
        return Optional.empty();
    }

    private static boolean isGiven(RoleChanged change) {
        return change.current() != Role.COMMANDER && change.previous() != Role.COMMANDER;
    }

    private static Optional<String> doubt(NodeStatusChanged change) {
        if (change.current() == MemberStatus.SUSPECT && change.previous().isLive()) {
            return Optional.of("is suspect");
        }
        if (change.current() == MemberStatus.HEALTHY && change.previous() == MemberStatus.SUSPECT) {
            return Optional.of("is healthy again");
        }
        return Optional.empty();
    }
}
