package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.Move.Destination;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private boolean paused;

    private record Wish(NodeId place, boolean contested) {}

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

    /** Returns how many wait to go. */
    int waiting() {
        return wishes.size();
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
            wishes.remove(copy.name);
        } else {
            wishes.put(copy.name, new Wish(place, contested));
        }
    }

    /** Begins what may begin now. */
    void settle(Now now) {
        next.clear();
        int room = realm.config().moves().concurrency() - moves.underWay();
        if (wishes.isEmpty() || room <= 0) {
            return;
        }
        for (Map.Entry<String, Wish> each : List.copyOf(wishes.entrySet())) {
            Copy copy = realm.copies.find(each.getKey());
            if (copy == null || !copy.is(Phase.LIVE)) {
                wishes.remove(each.getKey());
            } else if (room > 0) {
                room -= beginIfDue(now, copy, each.getValue());
            }
        }
    }

    long nextDeadlineNanos() {
        return next.atNanos();
    }

    /** Returns how many go. */
    private int beginIfDue(Now now, Copy copy, Wish wish) {
        boolean mustGo = wish.contested() || realm.owners.isDraining();
        long calm = Deadline.saturatedAdd(
                realm.owners.changedNanos(), realm.config().moves().delay().toNanos());
        long due = mustGo ? copy.notBeforeNanos : Math.max(calm, copy.notBeforeNanos);
        List<Copy> together = List.of();
        if (due <= now.nanos()) {
            together = realm.isQuorum() ? companions(copy) : List.of(copy);
            due = Deadline.saturatedAdd(
                    now.nanos(), realm.config().restarts().backoff().toNanos());
        }
        if (together.isEmpty()) {
            next.setAt(Math.min(next.atNanos(), due));
            return 0;
        }
        together.forEach(each -> wishes.remove(each.name));
        moves.begin(now, together, new Destination(wish.place(), realm.peers.session(wish.place()), wish.contested()));
        return together.size();
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
