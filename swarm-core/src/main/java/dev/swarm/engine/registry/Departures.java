package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.Move.Destination;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which copies should go where, and when they may: not many at a time, not right after members have changed, not while
 * it is paused; but what cannot stay waits for none of these but the first. With a quorum a whole partition goes at
 * once.
 */
final class Departures {

    private final Realm realm;
    private final Moves moves;
    private final Map<String, Wish> wishes = new LinkedHashMap<>();
    private final Deadline next = new Deadline();
    private int contestedCount;
    private boolean paused;

    private record Wish(Copy copy, NodeId place, boolean contested) {}

    Departures(Realm realm, Moves moves) {
        this.realm = realm;
        this.moves = moves;
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean value) {
        paused = value;
        realm.copies.view().forEach(copy -> realm.dirty.add(copy.name));
    }

    /**
     * Notes where a copy that lives here should be.
     *
     * @param place {@code null} if it is right here
     */
    void consider(Copy copy, @Nullable NodeId place, boolean contested) {
        boolean mustGo = contested || realm.owners.isDraining();
        boolean stays = copy.staysWith == realm.owners.version() && !mustGo;
        if (place == null || stays || (paused && !mustGo) || !realm.peers.isHere(place)) {
            forget(copy.name);
        } else {
            Wish before = wishes.put(copy.name, new Wish(copy, place, contested));
            contestedCount += (contested ? 1 : 0) - (before != null && before.contested ? 1 : 0);
        }
    }

    /**
     * Begins what may begin now. Looks at no more wishes than it can grant, and at none while nothing may go: with many
     * names this is asked in each of many steps.
     */
    void settle(Now now) {
        next.clear();
        int room = realm.config().moves().concurrency() - moves.underWay();
        if (wishes.isEmpty() || room <= 0) {
            return;
        }
        // until then only those go that must, since members have changed
        long calm = Deadline.saturatedAdd(
                realm.owners.changedNanos(), realm.config().moves().delay().toNanos());
        if (calm > now.nanos() && contestedCount == 0 && !realm.owners.isDraining()) {
            next.setAt(calm);
            return;
        }
        Set<String> gone = new HashSet<>();
        Iterator<Wish> each = wishes.values().iterator();
        while (room > 0 && each.hasNext()) {
            Wish wish = each.next();
            Copy copy = wish.copy;
            if (realm.copies.find(copy.name) != copy || !copy.is(Phase.LIVE)) {
                gone.add(copy.name);
            } else {
                List<Copy> together = goNow(now, wish, calm);
                together.forEach(begun -> gone.add(begun.name));
                room -= together.size();
            }
        }
        gone.forEach(this::forget);
    }

    long nextDeadlineNanos() {
        return next.atNanos();
    }

    /** Begins with a copy if its time has come and the others that go with it can; returns all that go. */
    private List<Copy> goNow(Now now, Wish wish, long calmNanos) {
        Copy copy = wish.copy;
        boolean mustGo = wish.contested() || realm.owners.isDraining();
        long due = mustGo ? copy.notBeforeNanos : Math.max(calmNanos, copy.notBeforeNanos);
        List<Copy> together = List.of();
        if (due <= now.nanos()) {
            together = realm.isQuorum() ? companions(copy) : List.of(copy);
            due = Deadline.saturatedAdd(
                    now.nanos(), realm.config().restarts().backoff().toNanos());
        }
        if (together.isEmpty()) {
            next.setAt(Math.min(next.atNanos(), due));
        } else {
            moves.begin(
                    now, together, new Destination(wish.place(), realm.peers.session(wish.place()), wish.contested()));
        }
        return together;
    }

    private void forget(String name) {
        Wish wish = wishes.remove(name);
        if (wish != null && wish.contested()) {
            contestedCount--;
        }
    }

    /** Returns all of a partition; none while one of them can not go. */
    private List<Copy> companions(Copy copy) {
        List<Copy> together = new ArrayList<>();
        for (Copy each : realm.copies.view()) {
            if (each.partition == copy.partition && each.is(Phase.LIVE)) {
                together.add(each);
            } else if (each.partition == copy.partition && !each.is(Phase.STOPPING) && !each.is(Phase.GIVEN)) {
                return List.of();
            }
        }
        return together;
    }
}
