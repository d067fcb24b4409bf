package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Blob;
import dev.swarm.engine.wire.registry.RegistryMessage;
import dev.swarm.engine.wire.registry.RegistryMessage.Abort;
import dev.swarm.engine.wire.registry.RegistryMessage.Commit;
import dev.swarm.engine.wire.registry.RegistryMessage.Live;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepare;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepared;
import dev.swarm.engine.wire.registry.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies that come from elsewhere. Where the name has no copy yet one is started, and lives when its source has given
 * up; where it has one, that takes the state of the other. What has come to its end is remembered for a while, so that
 * a source which did not hear of it hears of it, and no state is taken twice.
 */
final class Arrivals {

    private static final long AGAIN_NANOS = 5_000_000_000L;
    private static final int MOST_KEPT = 4_096;
    private static final int MOST_UNDER_WAY = 65_536;

    private final Realm realm;
    private final Lives lives;
    private final Map<Asked, Arrival> open = new LinkedHashMap<>();
    private final Map<Asked, Long> ended = new LinkedHashMap<>();

    Arrivals(Realm realm, Lives lives) {
        this.realm = realm;
        this.lives = lives;
    }

    void onPrepare(Now now, NodeId from, Prepare prepare) {
        long session = realm.peers.session(from);
        Arrival fresh = new Arrival(now, from, session, prepare, AGAIN_NANOS);
        Long token = ended.get(fresh.key());
        Arrival known = open.get(fresh.key());
        if (token != null) {
            answer(from, new Live(prepare.move(), token));
        } else if (known != null) {
            sayIfPrepared(known);
        } else {
            String objection = objection(now, prepare.name());
            if (!objection.isEmpty() || session == 0 || open.size() >= MOST_UNDER_WAY) {
                answer(from, new Prepared(prepare.move(), false, true, objection));
            } else {
                take(now, fresh);
            }
        }
    }

    void onCommit(Now now, NodeId from, Commit commit) {
        Asked key = new Asked(from, realm.peers.session(from), commit.move());
        Arrival arrival = open.get(key);
        Long token = ended.get(key);
        if (token != null) {
            answer(from, new Live(commit.move(), token));
        } else if (arrival == null) {
            answer(from, new Prepared(commit.move(), false, true, "is not known"));
        } else {
            arrival.isCommitted = true;
            advance(now, arrival);
            // where it does not live now it may have to go on to somebody else
            realm.dirty.add(arrival.name);
        }
    }

    void onAbort(Now now, NodeId from, Abort abort) {
        Arrival arrival = open.get(new Asked(from, realm.peers.session(from), abort.move()));
        if (arrival != null) {
            drop(now, arrival, StopReason.MOVED);
        }
    }

    /** The shell has made the worker of an arrival. */
    void onReady(Now now, Arrival arrival, Copy copy) {
        realm.copies.move(now, copy, Phase.READY);
        advance(now, arrival);
    }

    /** The shell could not make it. */
    void onFailed(Now now, Arrival arrival, Copy copy, String reason) {
        open.remove(arrival.key());
        answer(arrival.source, new Prepared(arrival.move, false, false, reason));
        copy.arrival = null;
        lives.drop(now, copy, Verdict.START_FAILED, reason);
    }

    /** A worker has taken the state of another life, or threw at it. */
    void onResolved(Copy copy) {
        copy.resolving = false;
        if (!copy.legacies.isEmpty()) {
            Arrival arrival = copy.legacies.remove(0);
            end(arrival, copy.token);
        }
    }

    /** A copy lives, or lives again: legacies that wait for that go on. */
    void onPhase(Now now, Copy copy) {
        for (Arrival arrival : List.copyOf(open.values())) {
            if (arrival.copy == copy && arrival.isLegacy) {
                advance(now, arrival);
            }
        }
        resolveNext(copy);
    }

    /** A copy is no more: what came for it is refused, and may come again. */
    void onGone(Copy copy) {
        if (copy.arrival == null && !copy.isHeir) {
            return;
        }
        for (Arrival each : List.copyOf(open.values())) {
            if (each.copy == copy) {
                open.remove(each.key());
                answer(each.source, new Prepared(each.move, false, true, "has ended"));
            }
        }
        copy.legacies.clear();
    }

    /** Sources have gone: what they had not given up yet decides who reviews the name. */
    void onSourceGone(Now now, NodeId node) {
        for (Arrival arrival : List.copyOf(open.values())) {
            if (arrival.source.equals(node) && realm.peers.session(node) != arrival.session) {
                if (arrival.isLegacy && !arrival.isCommitted) {
                    drop(now, arrival, StopReason.MOVED);
                }
                realm.dirty.add(arrival.name);
            }
        }
    }

    /** Tells whether the other life of a prepared copy can not come back. */
    boolean isOrphaned(Arrival arrival) {
        return realm.peers.session(arrival.source) != arrival.session;
    }

    /** Drops what was prepared. */
    void drop(Now now, Arrival arrival, StopReason reason) {
        open.remove(arrival.key());
        Copy copy = arrival.copy;
        if (copy == null) {
            return;
        }
        copy.legacies.remove(arrival);
        if (copy.arrival == arrival) {
            copy.arrival = null;
            if (copy.is(Phase.STARTING) || copy.is(Phase.READY)) {
                lives.stop(now, copy, reason, StopMode.NOW, null);
            }
        }
    }

    void onTime(Now now) {
        for (Arrival arrival : open.values()) {
            if (arrival.again.isDue(now)) {
                arrival.again.set(now, AGAIN_NANOS);
                sayIfPrepared(arrival);
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Arrival arrival : open.values()) {
            next = Math.min(next, arrival.again.atNanos());
        }
        return next;
    }

    /** Moves a prepared copy on as far as it may; one without a source lives by the word of who reviews it. */
    void advance(Now now, Arrival arrival) {
        Copy copy = arrival.copy;
        if (copy == null) {
            return;
        }
        if (arrival.isLegacy) {
            if (arrival.isCommitted) {
                inherit(arrival, copy);
            } else {
                sayIfPrepared(arrival);
            }
        } else if (copy.is(Phase.READY)) {
            if (!arrival.isCommitted) {
                sayIfPrepared(arrival);
            } else if (realm.tenure.holds(now, copy.partition) && lives.goLive(now, copy)) {
                settled(now, copy, arrival);
            }
        }
    }

    /** Lets a prepared copy live whose source is no more. */
    void adopt(Now now, Copy copy) {
        Arrival arrival = copy.arrival;
        if (arrival != null && lives.goLive(now, copy)) {
            settled(now, copy, arrival);
        }
    }

    /** What a prepared copy was given goes on to another node: this one may not own the partition any more. */
    void passOn(Now now, Arrival arrival, Copy copy) {
        copy.arrival = null;
        copy.luggage = new Move.Luggage(arrival.state);
        realm.copies.move(now, copy, Phase.GIVEN);
        realm.dirty.add(copy.name);
        end(arrival, copy.token);
    }

    private void settled(Now now, Copy copy, Arrival arrival) {
        copy.arrival = null;
        end(arrival, copy.token);
        onPhase(now, copy);
    }

    private void take(Now now, Arrival arrival) {
        Copy copy = realm.copies.find(arrival.name);
        if (copy == null) {
            open.put(arrival.key(), arrival);
            Copy unused = lives.prepare(now, arrival);
        } else if (copy.is(Phase.STARTING) || copy.is(Phase.READY) || copy.is(Phase.LIVE)) {
            open.put(arrival.key(), arrival);
            arrival.copy = copy;
            arrival.isLegacy = true;
            copy.isHeir = true;
            advance(now, arrival);
        } else {
            answer(
                    arrival.source,
                    new Prepared(arrival.move, false, true, "is " + copy.phase().label()));
        }
    }

    private void inherit(Arrival arrival, Copy copy) {
        if (arrival.state == null) {
            if (copy.is(Phase.LIVE)) {
                end(arrival, copy.token);
            }
        } else if (!copy.legacies.contains(arrival)) {
            copy.legacies.add(arrival);
            resolveNext(copy);
        }
    }

    /** Has the worker take the next state, if it lives and takes none. */
    void resolveNext(Copy copy) {
        if (copy.is(Phase.LIVE) && !copy.legacies.isEmpty() && !copy.resolving) {
            Blob state = copy.legacies.get(0).state;
            if (state != null) {
                copy.resolving = true;
                realm.effect(new WorkerEffect.Resolve(copy.id, state));
            }
        }
    }

    private void end(Arrival arrival, long token) {
        open.remove(arrival.key());
        ended.put(arrival.key(), token);
        if (ended.size() > MOST_KEPT) {
            ended.remove(ended.keySet().iterator().next());
        }
        answer(arrival.source, new Live(arrival.move, token));
    }

    private String objection(Now now, String name) {
        if (!realm.owners.isOwner(realm.self())) {
            return "owns nothing now";
        }
        int partition = realm.partition(name);
        boolean isMine =
                realm.self().equals(realm.owners.table().owner(partition)) || realm.tenure.holds(now, partition);
        return realm.isQuorum() && !isMine ? "does not own the partition" : "";
    }

    private void sayIfPrepared(Arrival arrival) {
        Copy copy = arrival.copy;
        boolean stands = copy != null && (arrival.isLegacy || copy.is(Phase.READY));
        if (stands && !arrival.isCommitted) {
            answer(arrival.source, new Prepared(arrival.move, true, false, ""));
        }
    }

    private void answer(NodeId to, RegistryMessage message) {
        // what is lost is said again when it is asked for again
        boolean unused = realm.parts.link().send(to, message);
    }
}
