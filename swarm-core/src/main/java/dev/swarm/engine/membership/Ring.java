package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live nodes of ours in a circle that all of them draw the same way: sorted by a hash of the name, so that
 * neighbours in the circle are strangers otherwise. Each node watches those next to it, whatever the cluster's size.
 */
final class Ring {

    /** How many nodes on each side are neighbours. */
    static final int REACH = 3;

    private static final Comparator<MemberEntry> ORDER =
            Comparator.comparingInt(MemberEntry::place).thenComparing(MemberEntry::id);

    private final Core core;
    private List<MemberEntry> drawn = List.of();
    private @Nullable NodeId drawnFor;
    private long drawnPopulation = -1;

    Ring(Core core) {
        this.core = core;
    }

    /** Returns the neighbours of a member on both sides, each once; none if it is not in the circle. */
    List<MemberEntry> neighbours(NodeId id) {
        if (drawnPopulation != core.table.population() || !id.equals(drawnFor)) {
            MemberEntry centre = core.table.get(id);
            drawn = centre != null && isInside(centre) ? draw(centre) : List.of();
            drawnFor = id;
            drawnPopulation = core.table.population();
        }
        return drawn;
    }

    /** Looks at each member once; drawing the whole circle would cost a sort of all for every change of one. */
    private List<MemberEntry> draw(MemberEntry centre) {
        Comparator<MemberEntry> fromCentre = Comparator.<MemberEntry, Boolean>comparing(
                        entry -> ORDER.compare(entry, centre) < 0)
                .thenComparing(ORDER);
        List<MemberEntry> next = new ArrayList<>(REACH + 1);
        List<MemberEntry> previous = new ArrayList<>(REACH + 1);
        for (MemberEntry entry : core.table.all()) {
            if (entry != centre && isInside(entry)) {
                keepLeast(next, entry, fromCentre);
                keepLeast(previous, entry, fromCentre.reversed());
            }
        }
        previous.removeAll(next);
        next.addAll(previous);
        return List.copyOf(next);
    }

    /** Keeps the least few, in order. */
    private static void keepLeast(List<MemberEntry> least, MemberEntry entry, Comparator<MemberEntry> order) {
        int at = least.size();
        while (at > 0 && order.compare(entry, least.get(at - 1)) < 0) {
            at--;
        }
        if (at < REACH) {
            least.add(at, entry);
        }
        if (least.size() > REACH) {
            least.remove(REACH);
        }
    }

    private static boolean isInside(MemberEntry entry) {
        return entry.isLive() && entry.meta() != null;
    }
}
