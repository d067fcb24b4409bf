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
 * One life of one name on this node. Of a local name that nobody has written to it is all that there is.
 *
 * <p>Starting → gated → open ⇄ frozen → stopping → gone; a life that ends without having been asked goes from any of
 * the first four to over, where its messages wait for the life that follows or for a stop. Effects come from the
 * engine's thread, in order; what the worker does comes from threads of the crew.
 */
final class Cell {

    final String name;
    private final Workers workers;

    /** What was there before it had the name, {@code null} for what the library makes. */
    private final @Nullable SwarmWorker given;

    private volatile @Nullable Body body;
    private volatile long token;
    private Phase phase;

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

    /** A managed life, whose worker the library makes. */
    Cell(Workers workers, Start start) {
        this.workers = workers;
        this.name = start.name();
        this.given = null;
        this.token = start.token();
        this.phase = Phase.STARTING;
        this.body = new Body(workers, this, start.copy());
    }

    /** A name for an object that is there already. */
    Cell(Workers workers, String name, SwarmWorker object, long token) {
        this.workers = workers;
        this.name = name;
        this.given = object;
        this.token = token;
        this.phase = Phase.OPEN;
    }

    boolean isManaged() {
        return given == null;
    }

    /** Returns its number, always the same. */
    long copy() {
        return given == null ? body().copy : -token;
    }

    /** Returns its object with all that belongs to it; made when it is first needed. */
    Body body() {
        Body made = body;
        return made == null ? makeBody() : made;
    }

    private synchronized Body makeBody() {
        Body made = body;
        if (made == null) {
            made = new Body(workers, this, 0);
            body = made;
        }
        return made;
    }

    /** Its object has other names already; before anybody else knows of it. */
    void join(Body shared) {
        body = shared;
    }

    boolean isOf(Body other) {
        return body == other;
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
            body().desk().setOpen(true);
            body().endIfWanted();
        }
    }

    void freeze(Freeze effect) {
        if (move(Phase.OPEN, Phase.FROZEN) || is(Phase.GATED)) {
            body().desk().setOpen(false);
        }
        body().desk().order(new Freezing(workers, this));
    }

    void resolve(Resolve effect) {
        body().desk().order(new Resolving(workers, this, effect.state().bytes()));
    }

    void stop(Stop effect, Runnable then) {
        Phase before;
        synchronized (this) {
            before = phase;
            phase = Phase.STOPPING;
        }
        workers.unlink(this);
        Stopping stopping = new Stopping(workers, this, effect, then);
        if (before == Phase.OVER) {
            body().desk().close();
            stopping.settle();
        } else if (isLast(effect.reason())) {
            stopping.begin(before);
        } else {
            body().remove(this);
            stopping.settle();
        }
    }

    /** Whether the object ends with this name: a local one lives on under its other names unless it is to stop. */
    private boolean isLast(StopReason reason) {
        return isManaged() || reason == StopReason.STOPPED || body().isAlone();
    }

    /** The name is gone, the life is not; what was there before it had the name is its user's alone again. */
    void detach() {
        if (isManaged()) {
            body().detach();
            workers.unlink(this);
            workers.forgetState(this, () -> {});
        } else {
            workers.letGo(this);
        }
    }

    /** The life ended by itself; returns false if that is known, or it was to stop anyway. */
    synchronized boolean onOver() {
        if (phase == Phase.OVER || phase == Phase.STOPPING) {
            return false;
        }
        phase = Phase.OVER;
        return true;
    }

    synchronized boolean is(Phase which) {
        return phase == which;
    }

    long token() {
        return token;
    }

    @Nullable
    SwarmWorker worker() {
        return given == null ? body().worker() : given;
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
