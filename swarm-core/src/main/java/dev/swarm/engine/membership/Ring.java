package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The live nodes of ours in a circle that all of them draw the same way: sorted by a hash of the name, so that
 * neighbours in the circle are strangers otherwise. Each node watches those next to it, whatever the cluster's size.
 */
final class Ring {

    /** How many nodes on each side are neighbours. */
    static final int REACH = 3;

    private static final Comparator<MemberEntry> ORDER =
            Comparator.<MemberEntry>comparingInt(entry -> spread(entry.id())).thenComparing(MemberEntry::id);

    private final Core core;
    private List<MemberEntry> circle = List.of();
    private long drawnVersion = -1;

    Ring(Core core) {
        this.core = core;
    }

    /** Returns the neighbours of a member on both sides, each once; none if it is not in the circle. */
    List<MemberEntry> neighbours(NodeId id) {
        List<MemberEntry> nodes = draw();
        int at = indexOf(nodes, id);
        List<MemberEntry> neighbours = new ArrayList<>(2 * REACH);
        int others = nodes.size() - 1;
        for (int step = 1; at >= 0 && step <= Math.min(REACH, others); step++) {
            neighbours.add(nodes.get((at + step) % nodes.size()));
        }
        for (int step = 1; at >= 0 && step <= Math.min(REACH, others - neighbours.size()); step++) {
            neighbours.add(nodes.get((at - step + nodes.size()) % nodes.size()));
        }
        return neighbours;
    }

    private List<MemberEntry> draw() {
        if (drawnVersion != core.table.version()) {
            drawnVersion = core.table.version();
            List<MemberEntry> nodes = new ArrayList<>();
            for (MemberEntry entry : core.table.all()) {
                if (entry.isLive() && entry.meta() != null) {
                    nodes.add(entry);
                }
            }
            nodes.sort(ORDER);
            circle = nodes;
        }
        return circle;
    }

    private static int indexOf(List<MemberEntry> nodes, NodeId id) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** Spreads the bits of a name's hash; the same on every machine, since Java defines the hash of a text. */
    private static int spread(NodeId id) {
        int mixed = id.name().hashCode() * 0x9E37_79B9;
        return mixed ^ (mixed >>> 15);
    }
}
