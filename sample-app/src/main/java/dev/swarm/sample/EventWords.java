package dev.swarm.sample;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import java.util.Optional;

/**
 * Says an event in plain words, and each change once: coming, going and being given up have events of their own, so of
 * the changes of status only doubt, and the end of it, are told.
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
        }
        return Optional.empty();
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
