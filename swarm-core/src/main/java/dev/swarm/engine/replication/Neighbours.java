package dev.swarm.engine.replication;

import dev.swarm.api.NodeId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The peers that are connected now, by name. */
final class Neighbours {

    private final Map<NodeId, Neighbour> neighbours = new TreeMap<>();
    private final Origin self;
    private boolean forwarding;

    Neighbours(Origin self) {
        this.self = self;
    }

    /** Says whether this node passes on what others wrote, or each node reaches all others by itself. */
    void setForwarding(boolean wanted) {
        if (forwarding != wanted) {
            forwarding = wanted;
            neighbours.values().forEach(Neighbour::resetLaziness);
        }
    }

    boolean isForwarding() {
        return forwarding;
    }

    Neighbour add(NodeId id) {
        Neighbour neighbour = new Neighbour(id, origin -> !forwarding && origin != self);
        neighbours.put(id, neighbour);
        return neighbour;
    }

    void remove(NodeId id) {
        neighbours.remove(id);
    }

    @Nullable
    Neighbour find(NodeId id) {
        return neighbours.get(id);
    }

    Collection<Neighbour> all() {
        return neighbours.values();
    }

    /** Returns the number up to which all of them have an origin's writes. */
    long ackedByAll(Origin origin) {
        long least = Long.MAX_VALUE;
        for (Neighbour neighbour : neighbours.values()) {
            least = Math.min(least, neighbour.cursor(origin).acked);
        }
        return least;
    }

    /** Returns one that has more of an origin's writes than this node, the one with most; {@code null} if none has. */
    @Nullable
    Neighbour bestFor(Origin origin) {
        Neighbour best = null;
        long most = origin.have();
        for (Neighbour neighbour : neighbours.values()) {
            if (neighbour.cursor(origin).acked > most) {
                most = neighbour.cursor(origin).acked;
                best = neighbour;
            }
        }
        return best;
    }
}
