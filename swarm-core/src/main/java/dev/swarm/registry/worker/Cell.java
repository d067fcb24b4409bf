package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.WorkerEffect.Freeze;
import dev.swarm.engine.registry.WorkerEffect.Open;
import dev.swarm.engine.registry.WorkerEffect.Resolve;
import dev.swarm.engine.registry.WorkerEffect.Start;
import dev.swarm.engine.registry.WorkerEffect.Stop;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One life of one name on this node.
 *
 * <p>Starting → gated → open ⇄ frozen → stopping → gone; a life that ends without having been asked goes from any of
 * the first four to over, where its messages wait for the life that follows or for a stop. Effects come from the
 * engine's thread, in order; what the worker does comes from threads of the crew.
 */
final class Cell {

    final long copy;
    final String name;
    final Body body;
    final boolean managed;
    private Phase phase;
    private volatile long token;
    private volatile boolean detached;
    private @Nullable LiveContext context;

    /** Where a life stands. */
    enum Phase {
        /** The worker is made. */
        STARTING,
        /** It stands ready, and handles no message yet. */
        GATED,
        /** It handles messages. */
        OPEN,
        /** It handles none for now. */
        FROZEN,
        /** It ends, as was asked for. */
        STOPPING,
        /** It has ended by itself. */
        OVER
    }

    Cell(Workers workers, Start start) {
        this.copy = start.copy();
        this.name = start.name();
        this.managed = true;
        this.token = start.token();
        this.phase = Phase.STARTING;
        this.body = new Body(workers, name);
        body.add(this);
    }

    /** A name for an object that is there already. */
    Cell(String name, Body body, long token) {
        this.copy = -token;
        this.name = name;
        this.managed = false;
        this.phase = Phase.OPEN;
        this.body = body;
        this.token = token;
    }

    void start(Start effect) {
        LiveContext mine = new LiveContext(body.workers(), this, effect.recipe().args());
        synchronized (this) {
            context = mine;
        }
        body.desk().order(new Starting(body.workers(), this, mine, effect));
    }

    /** The worker stands ready, unless it is to stop already. */
    void onStarted() {
        boolean unused = move(Phase.STARTING, Phase.GATED);
    }

    void open(Open effect) {
        boolean opened;
        synchronized (this) {
            token = Math.max(token, effect.token());
            opened = phase == Phase.GATED || phase == Phase.FROZEN || phase == Phase.OPEN;
            phase = opened ? Phase.OPEN : phase;
        }
        if (opened) {
            body.desk().setOpen(true);
            body.endIfWanted();
        }
    }

    void freeze(Freeze effect) {
        if (move(Phase.OPEN, Phase.FROZEN) || is(Phase.GATED)) {
            body.desk().setOpen(false);
        }
        body.desk().order(new Freezing(body.workers(), this));
    }

    void resolve(Resolve effect) {
        body.desk().order(new Resolving(body.workers(), this, effect.state().bytes()));
    }

    void stop(Stop effect, Runnable then) {
        Phase before;
        synchronized (this) {
            before = phase;
            phase = Phase.STOPPING;
        }
        body.workers().unlink(this);
        Stopping stopping = new Stopping(body.workers(), this, effect, then);
        if (before == Phase.OVER) {
            body.desk().close();
            stopping.settle();
        } else if (isLast(effect.reason())) {
            stopping.begin(before);
        } else {
            body.remove(this);
            stopping.settle();
        }
    }

    /** Whether the object ends with this name: a local one lives on under its other names unless it is to stop. */
    private boolean isLast(StopReason reason) {
        return managed || reason == StopReason.STOPPED || body.isAlone();
    }

    /** The name is gone, the life is not. */
    void detach() {
        detached = true;
        body.workers().unlink(this);
        body.workers().forgetState(this, () -> {});
    }

    /** The life ended by itself; returns false if that is known, or it was to stop anyway. */
    synchronized boolean onOver() {
        if (phase == Phase.OVER || phase == Phase.STOPPING) {
            return false;
        }
        phase = Phase.OVER;
        return true;
    }

    void endContext() {
        LiveContext mine;
        synchronized (this) {
            mine = context;
        }
        if (mine != null) {
            mine.end();
        }
    }

    synchronized boolean is(Phase which) {
        return phase == which;
    }

    boolean isDetached() {
        return detached;
    }

    long token() {
        return token;
    }

    @Nullable
    SwarmWorker worker() {
        return body.worker();
    }

    static void refuse(List<Mail> mail) {
        mail.forEach(message -> message.answer(Receipt.ELSEWHERE));
    }

    private synchronized boolean move(Phase from, Phase to) {
        boolean fits = phase == from;
        phase = fits ? to : phase;
        return fits;
    }
}
