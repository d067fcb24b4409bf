package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Copies.Birth;
import dev.swarm.engine.registry.Locals.Local;
import dev.swarm.engine.registry.Move.Destination;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.engine.wire.replication.Row;
import org.jspecify.annotations.Nullable;

/**
 * Compares what should be with what is, one name at a time, and takes the next step towards it. It is level-triggered:
 * whatever made a name be looked at, and however often, the same state leads to the same step.
 *
 * <p>Whoever wrote a name's row is responsible for it as long as that process lives; then the owner by the table is.
 * With a quorum it is whoever holds the partition. A copy whose row says that another process has the name is
 * contested, and goes to the place of the name, where it is merged.
 */
final class Reconciler {

    private static final long REASSERT_NANOS = 500_000_000L;

    private final Realm realm;
    private final Lives lives;
    private final Moves moves;
    private final Arrivals arrivals;
    private final Departures departures;

    Reconciler(Realm realm, Lives lives, Moves moves, Arrivals arrivals, Departures departures) {
        this.realm = realm;
        this.lives = lives;
        this.moves = moves;
        this.arrivals = arrivals;
        this.departures = departures;
    }

    void review(Now now, String name) {
        Row row = realm.row(name);
        Local local = realm.locals.find(name, row);
        Copy copy = realm.copies.find(name);
        if (local != null) {
            reviewLocal(now, local, row);
        } else if (copy != null) {
            reviewCopy(now, copy, row);
        } else if (row != null) {
            reviewAbsent(now, name, row);
        }
    }

    private void reviewLocal(Now now, Local local, @Nullable Row row) {
        if (realm.locals.isEnding(local)) {
            return;
        }
        NameValue value = Realm.value(row);
        boolean isManaged = value != null && value.recipe() != null;
        if (row == null || !realm.isHeld(row) || (realm.isMine(row) && row.next() != null && !isManaged)) {
            // taken for dead and purged, or to end what lost against it
            boolean unused = realm.assertRow(now, local.name(), local.value());
        } else if (!realm.isMine(row) || isManaged) {
            // another process has the name, or a managed life of it that came here
            realm.locals.remove(local, row);
            realm.dirty.add(local.name());
            realm.effect(new WorkerEffect.Stop(local.copy(), local.name(), StopReason.CONFLICT, StopMode.NOW, null));
        }
    }

    private void reviewCopy(Now now, Copy copy, @Nullable Row row) {
        switch (copy.phase()) {
            case LIVE -> reviewLive(now, copy, row);
            case RESTING -> reviewResting(now, copy, row);
            case STARTING -> reviewStarting(now, copy, row);
            case READY -> reviewReady(now, copy, row);
            case FREEZING, FROZEN -> reviewGoing(now, copy, row);
            case GIVEN -> reviewGiven(now, copy, row);
            case LAUNCHING, STOPPING -> {
                // whoever was asked answers
            }
        }
    }

    private void reviewLive(Now now, Copy copy, @Nullable Row row) {
        if (!reviewTenure(now, copy)) {
            return;
        }
        if (row == null) {
            lives.stop(now, copy, StopReason.STOPPED, StopMode.NOW, null);
            return;
        }
        // it may have been about to go when they came
        arrivals.resolveNext(copy);
        boolean isMine = realm.isMine(row);
        boolean isHeld = realm.isHeld(row);
        NodeId holder = isHeld ? realm.peers.node(row.write().origin()) : realm.self();
        NodeId place = realm.place(copy.name, copy.recipe, holder);
        boolean belongsHere = place == null || place.equals(realm.self());
        if (isMine || !isHeld || belongsHere) {
            if (!isMine || row.next() != null) {
                reassert(now, copy, !isMine && isHeld);
            }
            departures.consider(copy, belongsHere ? null : place, false);
        } else {
            departures.consider(copy, place, true);
        }
    }

    /**
     * Writes the row again under a token above that of whoever wrote it meanwhile; now and then only, as two nodes that
     * do not agree yet on who is here may both do so.
     */
    private void reassert(Now now, Copy copy, boolean isContested) {
        long due = copy.assertedNanos + REASSERT_NANOS;
        if (isContested && copy.assertedNanos != Long.MIN_VALUE && now.nanos() < due) {
            realm.wake(now, copy, due - now.nanos());
            return;
        }
        long known = isContested ? realm.knownToken(copy.name) : 0;
        if (known >= copy.token) {
            long token = realm.nextToken(now, copy.partition, known, 0);
            if (token == 0) {
                return;
            }
            copy.token = token;
            realm.effect(new WorkerEffect.Open(copy.id, token));
        }
        boolean unused = realm.assertRow(now, copy);
    }

    /** Ends a copy whose node may not own its partition any more; returns whether it may. */
    private boolean reviewTenure(Now now, Copy copy) {
        if (realm.tenure.holds(now, copy.partition)) {
            return true;
        }
        moves.abandon(now, copy);
        lives.stop(now, copy, StopReason.QUORUM_LOST, StopMode.NOW, null);
        return false;
    }

    private void reviewResting(Now now, Copy copy, @Nullable Row row) {
        boolean isElsewhere = row == null || (realm.isHeld(row) && !realm.isMine(row));
        if (isElsewhere) {
            lives.stop(now, copy, StopReason.CRASHED, StopMode.NOW, null);
        } else {
            boolean unused = reviewTenure(now, copy);
        }
    }

    private void reviewStarting(Now now, Copy copy, @Nullable Row row) {
        boolean isComing = copy.arrival != null;
        boolean isTakenAway = copy.asserted && row == null;
        boolean isLost = !isComing && !realm.tenure.holds(now, copy.partition);
        if (isTakenAway || isLost) {
            StopReason reason = isLost ? StopReason.QUORUM_LOST : StopReason.STOPPED;
            lives.stop(now, copy, reason, StopMode.NOW, null);
        }
    }

    private void reviewReady(Now now, Copy copy, @Nullable Row row) {
        Arrival arrival = copy.arrival;
        if (arrival == null) {
            onReady(now, copy);
        } else if (arrival.isCommitted) {
            boolean mayLive = realm.tenure.holds(now, copy.partition);
            NodeId holder = realm.holder(row);
            // whoever has it may keep its partition for long, and takes the state
            boolean isTaken = realm.isQuorum() && holder != null && !holder.equals(arrival.source);
            boolean isMine = realm.self().equals(realm.place(copy.name, copy.recipe, realm.self()));
            if (mayLive || (isMine && !isTaken)) {
                arrivals.advance(now, arrival);
            } else {
                arrivals.passOn(now, arrival, copy);
            }
        } else if (arrivals.isOrphaned(arrival)) {
            boolean isElsewhere = row != null && realm.isHeld(row);
            boolean isMine = realm.self().equals(realm.place(copy.name, copy.recipe, realm.self()));
            if (isElsewhere || row == null || !isMine) {
                arrivals.drop(now, arrival, StopReason.MOVED);
            } else if (realm.tenure.holds(now, copy.partition)) {
                arrivals.adopt(now, copy);
            }
        }
    }

    /** A worker that was started here stands ready. */
    void onReady(Now now, Copy copy) {
        if (!realm.tenure.holds(now, copy.partition)) {
            lives.stop(now, copy, StopReason.QUORUM_LOST, StopMode.NOW, null);
        } else if (lives.goLive(now, copy)) {
            arrivals.onPhase(now, copy);
        } else {
            realm.wake(now, copy, realm.config().restarts().backoff().toNanos());
        }
    }

    private void reviewGoing(Now now, Copy copy, @Nullable Row row) {
        if (reviewTenure(now, copy) && row == null) {
            moves.abandon(now, copy);
            lives.stop(now, copy, StopReason.STOPPED, StopMode.NOW, null);
        }
    }

    private void reviewGiven(Now now, Copy copy, @Nullable Row row) {
        Move move = copy.move;
        NodeId elsewhere = realm.holder(row);
        if (move != null) {
            // its target may have had a life of the name before, so that a row of it says nothing of the state
            return;
        }
        if (row == null) {
            // the name was taken away meanwhile, so its state is nobody's
            lives.stop(now, copy, StopReason.STOPPED, StopMode.NOW, null);
            return;
        }
        // a local name gives way to a managed one
        boolean isTaken = realm.isQuorum() && elsewhere != null && Realm.isManaged(row);
        NodeId place = isTaken ? elsewhere : realm.place(copy.name, copy.recipe, elsewhere);
        // with a quorum a name lives where its partition is held, also while that should be elsewhere
        boolean isMine = realm.isQuorum() || place == null || place.equals(realm.self());
        if (isMine && realm.tenure.holds(now, copy.partition)) {
            copy.luggage = null;
            if (lives.goLive(now, copy)) {
                arrivals.onPhase(now, copy);
            }
        } else if (!realm.tenure.isMet()) {
            lives.stop(now, copy, StopReason.QUORUM_LOST, StopMode.NOW, null);
        } else if (!copy.deadline.isSet() || copy.deadline.isDue(now)) {
            redirect(now, copy, place);
        }
    }

    private void redirect(Now now, Copy copy, @Nullable NodeId place) {
        Move.Luggage luggage = copy.luggage;
        if (place != null && !place.equals(realm.self()) && luggage != null) {
            copy.luggage = null;
            moves.redirect(now, copy, new Destination(place, realm.peers.session(place), true), luggage);
        } else {
            realm.wake(now, copy, realm.config().restarts().backoff().toNanos());
        }
    }

    private void reviewAbsent(Now now, String name, Row row) {
        boolean isHeld = realm.isHeld(row);
        boolean isMine = realm.isMine(row);
        int partition = realm.partition(name);
        boolean isOwner = realm.self().equals(realm.owners.table().owner(partition));
        boolean isResponsible = realm.isQuorum()
                ? realm.owners.isOpened() && realm.tenure.holds(now, partition)
                : isMine || (!isHeld && isOwner);
        NameValue value = Realm.value(row);
        Recipe recipe = value == null ? null : value.recipe();
        if (recipe == null && isMine) {
            realm.removeRow(now, name);
        } else if (recipe == null || !isResponsible) {
            return;
        } else if (!isHeld && recipe.policy() == RestartPolicy.TEMPORARY) {
            realm.removeRow(now, name);
        } else {
            startSomewhere(now, name, recipe, row);
        }
    }

    private void startSomewhere(Now now, String name, Recipe recipe, Row row) {
        NodeId place = realm.isQuorum() ? realm.self() : realm.place(name, recipe, null);
        if (place == null) {
            return;
        }
        if (place.equals(realm.self())) {
            Cause cause = realm.isMine(row) ? Cause.RESTART : Cause.FAILOVER;
            if (lives.start(now, name, recipe, cause) == null) {
                realm.snooze(now, name);
            }
        } else if (realm.peers.isHere(place)) {
            NameValue value = Realm.value(row);
            Copy copy = realm.copies.add(
                    now, name, realm.partition(name), recipe, new Birth(Cause.FAILOVER, Phase.LAUNCHING));
            copy.asserted = true;
            copy.token = value == null ? 0 : value.token();
            moves.launch(now, copy, new Destination(place, realm.peers.session(place), false));
        }
    }
}
