package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Move.Destination;
import dev.swarm.engine.registry.Move.Luggage;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.RegistryMessage;
import dev.swarm.engine.wire.registry.RegistryMessage.Abort;
import dev.swarm.engine.wire.registry.RegistryMessage.Commit;
import dev.swarm.engine.wire.registry.RegistryMessage.Live;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepare;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepared;
import dev.swarm.engine.wire.registry.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies that go elsewhere, in two phases: a copy is frozen and its place prepared; only when that stands ready the
 * copy gives up for good, and the other one lives. Until then any failure has it live on here. With a quorum all copies
 * of a partition give up together, since the partition goes with them.
 */
final class Moves {

    private static final long AGAIN_NANOS = 500_000_000L;
    private static final long RELUCTANT_NANOS = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 4;
    private static final int MOST_RELUCTANCE = 3;

    private final Realm realm;
    private final Lives lives;
    private final Map<Long, Move> byId = new LinkedHashMap<>();
    private long lastId;

    Moves(Realm realm, Lives lives) {
        this.realm = realm;
        this.lives = lives;
    }

    /** Returns how many copies are under way. */
    int underWay() {
        return byId.size();
    }

    /** Begins to move copies that live here, together. */
    void begin(Now now, List<Copy> copies, Destination to) {
        List<Move> batch = Move.newBatch();
        for (Copy copy : copies) {
            add(copy, to, batch);
            realm.copies.move(now, copy, Phase.FREEZING);
            copy.freezes++;
            realm.effect(new WorkerEffect.Freeze(copy.id));
        }
    }

    /** Has a name begin elsewhere that has no worker here. */
    void launch(Now now, Copy copy, Destination to) {
        Move move = add(copy, to, Move.newBatch());
        move.luggage = new Luggage(null);
        say(now, move);
    }

    /** Sends one that has given up for good, and has lost its place, to another one. */
    void redirect(Now now, Copy copy, Destination to, Luggage luggage) {
        Move move = add(copy, to, Move.newBatch());
        move.luggage = luggage;
        move.isCommitted = true;
        say(now, move);
    }

    /** A frozen worker has spoken. */
    void onFrozen(Now now, Copy copy, Frozen said) {
        Move move = copy.move;
        // a cancelled one may be answered late
        if (--copy.freezes > 0 || move == null || !copy.is(Phase.FREEZING)) {
            return;
        }
        boolean mustGo = move.contested || realm.owners.isDraining();
        if (said instanceof Frozen.Ignore && !mustGo) {
            realm.tallies.ignored++;
            stay(move);
            cancel(now, move);
            return;
        }
        if (said instanceof Frozen.Failed) {
            realm.tallies.failed++;
            stay(move);
            copy.notBeforeNanos = now.nanos() + RELUCTANT_NANOS;
            if (!mustGo || ++copy.reluctance < MOST_RELUCTANCE) {
                cancel(now, move);
                return;
            }
        }
        move.luggage = new Luggage(said instanceof Frozen.Resume resume ? resume.state() : null);
        realm.copies.move(now, copy, Phase.FROZEN);
        say(now, move);
    }

    /** The target answers. */
    void onPrepared(Now now, NodeId from, Prepared answer) {
        Move move = byId.get(answer.move());
        if (move == null || !move.target.equals(from)) {
            if (answer.accepted()) {
                boolean unused = realm.parts.link().send(from, new Abort(answer.move()));
            }
            return;
        }
        if (answer.accepted()) {
            move.isPrepared = true;
            if (move.isCommitted) {
                say(now, move);
            } else if (move.batch.stream().allMatch(each -> each.isPrepared)) {
                List.copyOf(move.batch).forEach(each -> commit(now, each));
            }
        } else if (move.isCommitted) {
            move.isPrepared = false;
            onLost(now, move);
        } else {
            onRefused(now, move, answer);
        }
    }

    /** The next life lives. */
    void onLive(Now now, NodeId from, Live live) {
        Move move = byId.get(live.move());
        if (move != null && move.target.equals(from) && move.isCommitted) {
            finish(now, move, live.token());
        }
    }

    /** Nodes have gone, or are others under the same name. */
    void onGone(Now now, NodeId node) {
        for (Move move : List.copyOf(byId.values())) {
            if (move.target.equals(node) && realm.peers.session(node) != move.session) {
                if (move.isCommitted) {
                    onLost(now, move);
                } else {
                    cancel(now, move);
                }
            }
        }
    }

    /** A connection stands again: what may have been lost is said again. */
    void onUp(Now now, NodeId node) {
        for (Move move : List.copyOf(byId.values())) {
            if (move.target.equals(node)) {
                move.tries = 0;
                say(now, move);
            }
        }
    }

    void onTime(Now now) {
        for (Move move : List.copyOf(byId.values())) {
            if (move.isOverdue(now, realm.config().moves().handoffTimeout())) {
                realm.tallies.failed++;
                move.copy.notBeforeNanos = now.nanos() + RELUCTANT_NANOS;
                cancel(now, move);
            } else if (move.again.isDue(now)) {
                say(now, move);
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Move move : byId.values()) {
            next = Math.min(next, move.again.atNanos());
        }
        return next;
    }

    /** Has a copy, and those that go with it, live on here; those that gave up already are left alone. */
    void cancel(Now now, Move move) {
        for (Move each : new ArrayList<>(move.batch)) {
            if (each.isCommitted || byId.remove(each.id) == null) {
                continue;
            }
            if (each.luggage != null) {
                boolean unused = realm.parts.link().send(each.target, new Abort(each.id));
            }
            Copy copy = each.copy;
            copy.move = null;
            if (copy.is(Phase.LAUNCHING)) {
                lives.drop(now, copy, Verdict.RETRY, "");
            } else if (copy.is(Phase.FREEZING) || copy.is(Phase.FROZEN)) {
                lives.reopen(now, copy);
            }
        }
    }

    /** A copy that is to go has ended by itself; those that were to go with it stay. */
    void abandon(Now now, Copy copy) {
        Move move = copy.move;
        if (move != null && !move.isCommitted) {
            if (move.luggage != null) {
                boolean unused = realm.parts.link().send(move.target, new Abort(move.id));
            }
            forget(move);
            move.batch.remove(move);
            if (!move.batch.isEmpty()) {
                cancel(now, move.batch.get(0));
            }
        }
    }

    /** Until the owners change it stays, and whoever can only go with it. */
    private void stay(Move move) {
        move.batch.forEach(each -> each.copy.staysWith = realm.owners.version());
    }

    private void forget(Move move) {
        byId.remove(move.id);
        move.copy.move = null;
    }

    private Move add(Copy copy, Destination to, List<Move> batch) {
        Move move = new Move(++lastId, copy, to, batch);
        byId.put(move.id, move);
        copy.move = move;
        return move;
    }

    private void onRefused(Now now, Move move, Prepared answer) {
        Copy copy = move.copy;
        if (copy.is(Phase.LAUNCHING)) {
            forget(move);
            lives.drop(now, copy, answer.retry() ? Verdict.RETRY : Verdict.START_FAILED, answer.reason());
            return;
        }
        if (!answer.retry()) {
            realm.tallies.failed++;
            stay(move);
        }
        copy.notBeforeNanos = now.nanos() + AGAIN_NANOS;
        cancel(now, move);
    }

    private void commit(Now now, Move move) {
        move.isCommitted = true;
        move.tries = 0;
        if (!move.copy.is(Phase.LAUNCHING)) {
            realm.copies.move(now, move.copy, Phase.GIVEN);
        }
        say(now, move);
    }

    private void finish(Now now, Move move, long token) {
        forget(move);
        Copy copy = move.copy;
        if (copy.is(Phase.LAUNCHING)) {
            copy.token = token;
            lives.tellWaiting(now, copy, move.target);
            lives.drop(now, copy, Verdict.RETRY, "");
            return;
        }
        if (move.contested) {
            realm.tallies.merged++;
        } else {
            realm.tallies.moved++;
        }
        StopReason reason = move.contested ? StopReason.CONFLICT : StopReason.MOVED;
        lives.stop(now, copy, reason, StopMode.NOW, move.target);
    }

    /** Its place is lost after it gave up: it lives here again, or goes elsewhere; who reviews it decides. */
    private void onLost(Now now, Move move) {
        forget(move);
        Copy copy = move.copy;
        if (copy.is(Phase.LAUNCHING)) {
            lives.drop(now, copy, Verdict.RETRY, "");
        } else {
            copy.luggage = move.luggage;
            realm.wake(now, copy, AGAIN_NANOS);
            realm.dirty.add(copy.name);
        }
    }

    private void say(Now now, Move move) {
        Luggage luggage = move.luggage;
        if (luggage == null) {
            return;
        }
        move.saidNanos = move.saidNanos == Long.MIN_VALUE ? now.nanos() : move.saidNanos;
        Copy copy = move.copy;
        boolean isFirst = copy.is(Phase.LAUNCHING) && copy.maker != null;
        RegistryMessage message = !move.isPrepared
                ? new Prepare(move.id, copy.name, copy.recipe, copy.token, luggage.state(), isFirst)
                : new Commit(move.id);
        boolean sent = realm.parts.link().send(move.target, message);
        // a large state is not said often: its connection either stands, or comes again and is told of
        long pause = AGAIN_NANOS << Math.min(sent ? move.tries++ : 0, MOST_DOUBLINGS);
        move.again.set(now, pause);
    }
}
