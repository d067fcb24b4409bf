package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig.Restarts;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Copies.Birth;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.engine.wire.registry.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Starts copies, lets them live, restarts and ends them. A copy that lives has written the name's row; it lives only
 * where the tenure holds, and with a token above all that were known of the name when it began.
 */
final class Lives {

    private static final int MOST_DOUBLINGS = 20;

    private final Realm realm;
    private final Shown shown;
    private final Answers answers;

    Lives(Realm realm, Shown shown, Answers answers) {
        this.realm = realm;
        this.shown = shown;
        this.answers = answers;
    }

    /**
     * Starts a worker; the name must have no copy here, and this node its tenure.
     *
     * @return {@code null} if no token may be given out now; it is tried again
     */
    @Nullable
    Copy start(Now now, String name, Recipe recipe, Cause cause) {
        int partition = realm.partition(name);
        long token = realm.nextToken(now, partition, realm.knownToken(name), 0);
        if (token == 0) {
            return null;
        }
        Copy copy = realm.copies.add(now, name, partition, recipe, new Birth(cause, Phase.STARTING));
        copy.token = token;
        copy.asserted = realm.row(name) != null;
        realm.effect(new WorkerEffect.Start(copy.id, name, recipe, token, null, cause));
        return copy;
    }

    /** Starts a worker that goes on with what another life gave away; it waits for that one's end. */
    Copy prepare(Now now, Arrival arrival) {
        String name = arrival.name;
        int partition = realm.partition(name);
        Cause cause = arrival.isFirst ? Cause.FIRST : Cause.HANDOFF;
        Copy copy = realm.copies.add(now, name, partition, arrival.recipe, new Birth(cause, Phase.STARTING));
        copy.arrival = arrival;
        arrival.copy = copy;
        copy.token = Math.max(realm.parts.ledger().time(now), arrival.token + 1);
        realm.effect(new WorkerEffect.Start(copy.id, name, copy.recipe, copy.token, arrival.state, cause));
        return copy;
    }

    /**
     * Lets a worker that stands ready handle messages.
     *
     * @return false if it may not: there is no room for its row, or no token may be given out now
     */
    boolean goLive(Now now, Copy copy) {
        long token = realm.nextToken(now, copy.partition, realm.knownToken(copy.name), copy.token);
        if (token == 0) {
            return false;
        }
        copy.token = token;
        if (!realm.assertRow(now, copy)) {
            return false;
        }
        realm.copies.move(now, copy, Phase.LIVE);
        copy.deadline.clear();
        realm.effect(new WorkerEffect.Open(copy.id, token));
        tellWaiting(now, copy, realm.self());
        realm.dirty.add(copy.name);
        return true;
    }

    /** The name that somebody waits for lives at a node now. */
    void tellWaiting(Now now, Copy copy, NodeId node) {
        if (copy.maker != null) {
            answers.say(now, copy.maker, Verdict.DONE, copy.token, node);
            copy.madeFor = copy.maker;
            copy.maker = null;
        }
        for (Asked asked : copy.waiting) {
            Verdict verdict = asked.equals(copy.madeFor) ? Verdict.DONE : Verdict.TAKEN;
            answers.say(now, asked, verdict, copy.token, node);
        }
        copy.waiting.clear();
    }

    /** Lets one that was to go handle messages again, where it is; what may not is ended by who reviews it. */
    void reopen(Now now, Copy copy) {
        realm.copies.move(now, copy, Phase.LIVE);
        copy.move = null;
        if (realm.tenure.holds(now, copy.partition)) {
            realm.effect(new WorkerEffect.Open(copy.id, copy.token));
        }
        realm.dirty.add(copy.name);
    }

    /** The shell could not make the worker: a name that lived before is tried again for ever. */
    void onStartFailed(Now now, Copy copy, String reason) {
        boolean wasFirst = copy.cause == Cause.FIRST && !copy.asserted;
        if (copy.endsName || copy.is(Phase.STOPPING) || wasFirst) {
            drop(now, copy, Verdict.START_FAILED, reason);
            return;
        }
        rest(now, copy);
    }

    /** A worker threw. */
    void onCrashed(Now now, Copy copy) {
        boolean isTooOften = copy.restarts >= realm.config().restarts().max() && isInWindow(now, copy);
        if (copy.recipe.policy() == RestartPolicy.TEMPORARY || isTooOften) {
            end(now, copy, StopReason.CRASHED);
        } else {
            rest(now, copy);
        }
    }

    /** A worker wants to be no more. */
    void onDone(Now now, Copy copy) {
        if (copy.recipe.policy() == RestartPolicy.PERMANENT) {
            rest(now, copy);
        } else {
            end(now, copy, StopReason.DONE);
        }
    }

    /** The pause of a resting one is over: another copy follows it. */
    void restart(Now now, Copy copy) {
        long token = realm.nextToken(now, copy.partition, Math.max(copy.token, realm.knownToken(copy.name)), 0);
        if (token == 0) {
            realm.wake(now, copy, realm.config().restarts().backoff().toNanos());
            return;
        }
        realm.copies.remove(copy);
        Copy next =
                realm.copies.add(now, copy.name, copy.partition, copy.recipe, new Birth(Cause.RESTART, Phase.STARTING));
        next.token = token;
        next.asserted = copy.asserted;
        next.madeFor = copy.madeFor;
        next.restarts = copy.restarts;
        next.restartsSinceNanos = copy.restartsSinceNanos;
        next.waiting.addAll(copy.waiting);
        realm.effect(new WorkerEffect.Start(next.id, next.name, next.recipe, token, null, Cause.RESTART));
    }

    /** Ends a life and its name. */
    void end(Now now, Copy copy, StopReason reason) {
        copy.endsName = true;
        stop(now, copy, reason, StopMode.NOW, null);
    }

    /**
     * Has the shell end a life.
     *
     * @param next where messages that wait go, {@code null} for nowhere
     */
    void stop(Now now, Copy copy, StopReason reason, StopMode mode, @Nullable NodeId next) {
        if (!copy.is(Phase.STOPPING)) {
            if (copy.endsName) {
                shown.expectEnd(copy.name, reason);
            }
            realm.copies.move(now, copy, Phase.STOPPING);
            copy.deadline.clear();
            realm.effect(new WorkerEffect.Stop(copy.id, copy.name, reason, mode, next));
        }
    }

    /** The shell has ended a life. */
    void onStopped(Now now, Copy copy) {
        drop(now, copy, Verdict.RETRY, "");
    }

    /** Nothing is left of a copy here. */
    void drop(Now now, Copy copy, Verdict forMaker, String reason) {
        realm.copies.remove(copy);
        if (copy.endsName) {
            realm.removeRow(now, copy.name);
        }
        if (copy.maker != null) {
            answers.say(now, copy.maker, forMaker, reason);
        }
        copy.waiting.forEach(asked -> answers.say(now, asked, Verdict.RETRY, reason));
        copy.mourners.forEach(asked -> answers.say(now, asked, Verdict.DONE, copy.token, realm.self()));
        if (copy.is(Phase.LAUNCHING) && forMaker == Verdict.RETRY) {
            realm.snooze(now, copy.name);
        } else {
            realm.dirty.add(copy.name);
        }
    }

    private void rest(Now now, Copy copy) {
        Restarts config = realm.config().restarts();
        if (!isInWindow(now, copy)) {
            copy.restarts = 0;
            copy.restartsSinceNanos = now.nanos();
        }
        copy.restarts++;
        realm.copies.move(now, copy, Phase.RESTING);
        realm.wake(now, copy, pause(copy, config));
    }

    private boolean isInWindow(Now now, Copy copy) {
        long age = now.nanos() - copy.restartsSinceNanos;
        return copy.restarts > 0 && age <= realm.config().restarts().window().toNanos();
    }

    /** None at first, then one that doubles. */
    private static long pause(Copy copy, Restarts config) {
        if (copy.restarts == 1) {
            return 0;
        }
        long doubled = config.backoff().toNanos() << Math.min(copy.restarts - 2, MOST_DOUBLINGS);
        return Math.min(doubled, config.backoffMax().toNanos());
    }
}
