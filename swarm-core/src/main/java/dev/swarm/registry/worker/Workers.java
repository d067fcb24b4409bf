package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerStore;
import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.registry.WorkerEffect.Detach;
import dev.swarm.engine.registry.WorkerEffect.Stop;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one life of a node: does what the engine wants done with them, and puts messages before them. Effects
 * come from the engine's thread, which never runs code of users here; answers go back by {@link Reports}.
 */
public final class Workers {

    private final Env env;
    private final Counts counts = new Counts();
    private final Complaints complaints;
    private final Safe safe;
    private final Roll roll = new Roll();
    private volatile boolean ended;

    /**
     * Makes it.
     *
     * @param store where states outlive crashes; {@code null} for nowhere
     */
    public Workers(Env env, @Nullable WorkerStore store) {
        this.env = env;
        this.complaints = new Complaints(env.timer());
        this.safe = new Safe(store, counts, complaints);
    }

    /** Does what the engine wants; the engine's thread. */
    public void perform(WorkerEffect effect) {
        if (effect instanceof WorkerEffect.Start start) {
            start(start);
            return;
        }
        Cell cell = find(effect);
        if (cell == null) {
            env.reports().nobody(effect);
        } else if (effect instanceof WorkerEffect.Open open) {
            roll.link(cell);
            cell.open(open);
        } else if (effect instanceof WorkerEffect.Freeze freeze) {
            cell.freeze(freeze);
        } else if (effect instanceof WorkerEffect.Resolve resolve) {
            cell.resolve(resolve);
        } else if (effect instanceof Stop stop) {
            cell.stop(stop, () -> env.reports().stopped(stop.copy()));
        } else if (effect instanceof Detach) {
            cell.detach();
        }
    }

    private @Nullable Cell find(WorkerEffect effect) {
        if (effect instanceof Stop stop) {
            return roll.find(stop.name(), stop.copy());
        }
        return effect instanceof Detach detach ? roll.find(detach.name(), detach.copy()) : roll.find(effect.copy());
    }

    private void start(WorkerEffect.Start start) {
        if (ended) {
            env.reports().startFailed(start.copy(), "the node stops");
            return;
        }
        Cell cell = new Cell(this, start);
        Cell before = roll.add(cell);
        if (before != null && before.isManaged() && before.is(Cell.Phase.OVER)) {
            inherit(before, cell);
        }
        cell.body().start(cell, start);
    }

    /** The messages that wait for the life that is over are those of the one that follows. */
    private void inherit(Cell before, Cell after) {
        before.body().desk().close();
        List<Mail> waiting = before.body().desk().take(mail -> !mail.isOwn());
        roll.removeCopy(before);
        after.body().desk().putFirst(waiting);
    }

    /**
     * An object is about to get a name.
     *
     * @param hash what {@link System#identityHashCode} gives for it
     */
    public void expectLocal(String name, int hash) {
        roll.expect(name, hash);
    }

    /**
     * Gives an object one more name, as the engine has agreed; the engine's thread, in the step in which it agreed, so
     * that the name leads here before anybody hears of it.
     *
     * @param name with its scope
     * @param hash what {@link System#identityHashCode} gives for the object
     */
    public void addLocal(String name, SwarmWorker worker, int hash, long token) {
        roll.addLocal(new Cell(this, name, worker, token), hash);
    }

    /** The engine has not agreed after all; the object lives on without the name. */
    public void dropLocal(String name, long token) {
        Cell cell = roll.find(name, -token);
        if (cell != null) {
            cell.body().remove(cell);
            remove(cell);
        }
    }

    /** Tells whether a name has a worker here, be it between two lives. */
    public boolean has(String name) {
        return roll.find(name) != null;
    }

    /**
     * Puts a message before a worker of this node; what becomes of it is told to the message.
     *
     * @return false if the name is not here, and the message is as it was
     */
    public boolean deliver(Mail mail) {
        Cell cell = roll.find(mail.name());
        while (cell != null) {
            Desk.Put put = cell.body().desk().put(mail);
            if (put == Desk.Put.TAKEN) {
                mail.taken();
                return true;
            }
            if (put == Desk.Put.FULL) {
                counts.increment(TrafficCounter.WORKER_MAILBOX_REFUSED);
                mail.answer(Receipt.FULL);
                return true;
            }
            Cell next = roll.find(mail.name());
            cell = next == cell ? null : next;
        }
        return false;
    }

    /** Ends all lives as the node goes; done when each has ended, which is in time. No new one begins. */
    public CompletableFuture<Void> endAll() {
        ended = true;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Cell cell : roll.all()) {
            if (!cell.is(Cell.Phase.STOPPING)) {
                CompletableFuture<Void> one = new CompletableFuture<>();
                all.add(one);
                Stop stop = new Stop(cell.copy(), cell.name, StopReason.NODE_GONE, StopMode.GRACEFUL, null);
                cell.stop(stop, () -> one.complete(null));
            }
        }
        return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
    }

    /** Gives up all that is left; whoever waits is told. */
    public void close() {
        ended = true;
        for (Cell cell : roll.all()) {
            Desk desk = cell.body().desk();
            Mail unfinished = desk.abandon("the node has stopped");
            cell.body().endContext();
            if (unfinished != null) {
                unfinished.answer(Receipt.unsure("the node of the worker has stopped"));
            }
            desk.close();
            Cell.refuse(desk.take(mail -> true));
        }
    }

    /** Returns what is counted. */
    public Counts counts() {
        return counts;
    }

    Env env() {
        return env;
    }

    Complaints complaints() {
        return complaints;
    }

    Safe safe() {
        return safe;
    }

    /** A name that users gave an object is theirs no more. */
    void letGo(Cell cell) {
        roll.letGo(cell);
    }

    /** An object without a name has handled what waited for it. */
    void release(Body body) {
        roll.release(body);
    }

    /** The name leads here no longer. */
    void unlink(Cell cell) {
        roll.unlink(cell);
    }

    /** Has the state of a name that is gone forgotten, by a thread that may wait; then something else is done. */
    void forgetState(Cell cell, Runnable then) {
        if (!cell.isManaged() || !safe.isThere()) {
            then.run();
            return;
        }
        try {
            env.crew().execute(() -> {
                safe.save(cell.name, cell.token(), null);
                then.run();
            });
        } catch (RejectedExecutionException e) {
            complaints.of(cell.name, "leaves its saved state behind", e);
            then.run();
        }
    }

    /**
     * An object begins a managed life.
     *
     * @throws IllegalStateException if it has one
     */
    void claim(SwarmWorker worker, Cell cell) {
        roll.claim(worker, cell);
    }

    /** Nothing waits for the copy any more. */
    void remove(Cell cell) {
        roll.remove(cell);
    }

    /** A life ended by itself: what waits is kept for the one that follows, if one can. */
    void onOver(Cell cell) {
        roll.forget(cell.body());
        if (!cell.isManaged() || cell.body().isDetached()) {
            close(cell);
        } else {
            keepForAWhile(cell);
        }
    }

    /** A life did not begin. The first of a name leaves nothing behind. */
    void onStartFailed(Cell cell, Cause cause) {
        roll.forget(cell.body());
        if (cause == Cause.FIRST) {
            close(cell);
        } else {
            keepForAWhile(cell);
        }
    }

    /** Longer than the longest pause before a restart; whoever waits is told then. */
    private void keepForAWhile(Cell cell) {
        long limit = 2 * env.config().restarts().backoffMax().toNanos() + 2 * env.limitNanos();
        Runnable unused = env.timer().later(limit, () -> {
            if (roll.find(cell.copy()) == cell && cell.is(Cell.Phase.OVER)) {
                close(cell);
            }
        });
    }

    private void close(Cell cell) {
        Desk desk = cell.body().desk();
        desk.close();
        remove(cell);
        Cell.refuse(desk.take(mail -> mail.name().equals(cell.name)));
    }
}
