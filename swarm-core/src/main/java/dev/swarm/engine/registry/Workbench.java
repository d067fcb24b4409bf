package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Locals.Ending;
import dev.swarm.engine.registry.Locals.Local;
import dev.swarm.engine.step.Now;
import org.jspecify.annotations.Nullable;

/** What the shell says of workers, and what their deadlines bring. */
final class Workbench {

    private final Realm realm;
    private final Lives lives;
    private final Moves moves;
    private final Arrivals arrivals;
    private final Reconciler reconciler;
    private Mourning mourning = (now, ending) -> {};

    Workbench(Realm realm, Lives lives, Moves moves, Arrivals arrivals, Reconciler reconciler) {
        this.realm = realm;
        this.lives = lives;
        this.moves = moves;
        this.arrivals = arrivals;
        this.reconciler = reconciler;
    }

    /** Told when the shell has ended a local name. */
    @FunctionalInterface
    interface Mourning {

        void onEnded(Now now, Ending ending);
    }

    void mournBy(Mourning other) {
        mourning = other;
    }

    void onStarted(Now now, long id) {
        Copy copy = realm.copies.find(id);
        if (copy == null || !copy.is(Phase.STARTING)) {
            return;
        }
        Arrival arrival = copy.arrival;
        if (arrival != null) {
            arrivals.onReady(now, arrival, copy);
            realm.dirty.add(copy.name);
        } else {
            realm.copies.move(now, copy, Phase.READY);
            reconciler.onReady(now, copy);
        }
    }

    void onStartFailed(Now now, long id, String reason) {
        Copy copy = realm.copies.find(id);
        if (copy == null) {
            return;
        }
        Arrival arrival = copy.arrival;
        if (arrival != null && !copy.is(Phase.STOPPING)) {
            arrivals.onFailed(now, arrival, copy, reason);
        } else {
            lives.onStartFailed(now, copy, reason);
        }
    }

    void onFrozen(Now now, long id, Frozen said) {
        Copy copy = realm.copies.find(id);
        if (copy != null) {
            moves.onFrozen(now, copy, said);
        }
    }

    void onResolved(Now now, long id, @Nullable String failure) {
        Copy copy = realm.copies.find(id);
        if (copy != null) {
            arrivals.onResolved(copy);
            if (failure == null) {
                arrivals.resolveNext(copy);
            } else {
                onCrashed(now, id);
            }
        }
    }

    void onStopped(Now now, long id) {
        Ending ending = realm.locals.takeEnded(id);
        if (ending != null) {
            mourning.onEnded(now, ending);
        }
        Copy copy = realm.copies.find(id);
        if (copy != null && copy.is(Phase.STOPPING)) {
            lives.onStopped(now, copy);
        }
    }

    void onCrashed(Now now, long id) {
        Copy copy = realm.copies.find(id);
        if (copy != null && isAlive(copy)) {
            moves.abandon(now, copy);
            lives.onCrashed(now, copy);
            copy.resolving = false;
        }
    }

    void onDone(Now now, long id) {
        Copy copy = realm.copies.find(id);
        if (copy != null && isAlive(copy)) {
            moves.abandon(now, copy);
            lives.onDone(now, copy);
        }
    }

    /** A local worker ended by itself: all that is to do here is to take its name away. */
    void onLocalOver(String name, long id, StopReason reason) {
        Local local = realm.local(name);
        if (local != null && local.copy() == id && !realm.locals.isEnding(local)) {
            realm.locals.end(new Ending(local, reason, null));
            realm.effect(new WorkerEffect.Stop(id, name, reason, StopMode.NOW, null));
        }
    }

    /** What waited for its time goes on. */
    void onTime(Now now, Service service) {
        for (Copy copy = realm.agenda.pollDue(now); copy != null; copy = realm.agenda.pollDue(now)) {
            boolean isFirst = copy.maker != null;
            switch (copy.phase()) {
                case RESTING -> restart(now, copy);
                case STARTING, LAUNCHING -> {
                    if (isFirst) {
                        service.onTooLate(now, copy);
                    }
                }
                case READY -> {
                    if (isFirst) {
                        service.onTooLate(now, copy);
                    } else {
                        realm.dirty.add(copy.name);
                    }
                }
                default -> realm.dirty.add(copy.name);
            }
        }
    }

    /** Where a name belongs elsewhere meanwhile its next life begins there. */
    private void restart(Now now, Copy copy) {
        NodeId place = realm.place(copy.name, copy.recipe, realm.self());
        boolean goes = place != null && !place.equals(realm.self()) && realm.peers.isHere(place) && !realm.isQuorum();
        if (goes) {
            // nothing of it goes there: what it was is lost
            lives.stop(now, copy, StopReason.CRASHED, StopMode.NOW, place);
        } else if (realm.tenure.holds(now, copy.partition)) {
            lives.restart(now, copy);
        } else {
            realm.dirty.add(copy.name);
        }
    }

    private static boolean isAlive(Copy copy) {
        return copy.is(Phase.LIVE) || copy.is(Phase.FREEZING) || copy.is(Phase.FROZEN);
    }
}
