package dev.swarm.engine.plane;

import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom one node connects to. In a small cluster all; in a larger one its successor and its predecessor in a ring by a
 * hash of the name, so that the whole is connected, and a few with the highest hash of both names (rendezvous
 * hashing), so that it is shallow. All nodes that know the same members agree on it, and a member that comes or goes
 * changes about as many choices as one node has. Looks at each candidate once.
 */
final class Neighbourhood {

    private static final int RENDEZVOUS = 4;
    private static final int RING = 2;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final NodeId centre;
    private final long centreHash;
    private final List<Spot> highest = new ArrayList<>(RING + RENDEZVOUS + 1);
    private @Nullable Spot first;
    private @Nullable Spot last;
    private @Nullable Spot next;
    private @Nullable Spot previous;

    private Neighbourhood(NodeId centre) {
        this.centre = centre;
        this.centreHash = hash(centre);
    }

    /** Returns how many a node chooses at most. */
    static int most(int meshNodes) {
        return Math.max(meshNodes - 1, RING + RENDEZVOUS);
    }

    /**
     * Returns whom a node chooses.
     *
     * @param centre the node
     * @param others all other nodes of the cluster, each once
     * @param all up to this many others it chooses all of them
     */
    static Set<NodeId> of(NodeId centre, Collection<NodeId> others, int all) {
        if (others.size() <= all) {
            return new LinkedHashSet<>(others);
        }
        Neighbourhood drawn = new Neighbourhood(centre);
        others.forEach(drawn::look);
        return drawn.collect();
    }

    /** One candidate: its place in the ring, and how high it ranks among all. */
    private record Spot(NodeId id, long place, long rank) {}

    private void look(NodeId id) {
        long place = hash(id);
        Spot spot = new Spot(id, place, mix(centreHash + Long.rotateLeft(place, Integer.SIZE)));
        first = isBehind(first, spot) ? spot : first;
        last = isBehind(spot, last) || last == null ? spot : last;
        if (compare(place, id, centreHash, centre) > 0) {
            next = isBehind(next, spot) ? spot : next;
        } else {
            previous = isBehind(spot, previous) || previous == null ? spot : previous;
        }
        keepHighest(spot);
    }

    /** Keeps enough of them that those in the ring may be passed over. */
    private void keepHighest(Spot spot) {
        int at = highest.size();
        while (at > 0 && isHigher(spot, highest.get(at - 1))) {
            at--;
        }
        if (at < RING + RENDEZVOUS) {
            highest.add(at, spot);
        }
        if (highest.size() > RING + RENDEZVOUS) {
            highest.remove(RING + RENDEZVOUS);
        }
    }

    private Set<NodeId> collect() {
        Set<NodeId> chosen = new LinkedHashSet<>();
        addIfThere(chosen, next == null ? first : next);
        addIfThere(chosen, previous == null ? last : previous);
        int wanted = chosen.size() + RENDEZVOUS;
        for (Spot spot : highest) {
            if (chosen.size() < wanted) {
                chosen.add(spot.id);
            }
        }
        return chosen;
    }

    private static void addIfThere(Set<NodeId> chosen, @Nullable Spot spot) {
        if (spot != null) {
            chosen.add(spot.id);
        }
    }

    /** Tells whether one stands behind another in the ring; what is not there stands behind all. */
    private static boolean isBehind(@Nullable Spot one, @Nullable Spot other) {
        return one == null || (other != null && compare(one.place, one.id, other.place, other.id) > 0);
    }

    private static boolean isHigher(Spot one, Spot other) {
        return compare(one.rank, one.id, other.rank, other.id) > 0;
    }

    private static int compare(long oneHash, NodeId one, long otherHash, NodeId other) {
        int byHash = Long.compare(oneHash, otherHash);
        return byHash != 0 ? byHash : one.compareTo(other);
    }

    /** The same on every machine, since Java defines the hash of a text. */
    private static long hash(NodeId id) {
        return mix(id.name().hashCode() * GOLDEN);
    }

    /** Spreads every bit over all (the finaliser of SplitMix64). */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
