package dev.swarm.sim.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.registry.WorkerEffect.Freeze;
import dev.swarm.engine.registry.WorkerEffect.Resolve;
import dev.swarm.engine.registry.WorkerEffect.Start;
import dev.swarm.engine.registry.WorkerEffect.Stop;
import dev.swarm.engine.wire.registry.Blob;
import dev.swarm.sim.time.SimTimer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One life of a name on one node. Does one thing at a time, effects before messages; each takes virtual time, and
 * nothing happens while the process stands still.
 */
final class SimCopy extends SimTimer {

    private final SimWorkers workers;
    private final long number;
    private final String name;
    private final WorkerKind kind;
    private final SortedSet<Long> handled = new TreeSet<>();
    private final SortedSet<Long> taken = new TreeSet<>();
    private final Deque<WorkerEffect> wishes = new ArrayDeque<>();
    private final Deque<Parcel> mailbox = new ArrayDeque<>();
    private Phase phase = Phase.STARTING;
    private long token;
    private boolean named = true;
    private boolean stopping;
    private @Nullable StopReason end;
    private boolean toldEnded;
    private boolean lived;
    private int merges;
    private int freezes;
    private @Nullable Parcel present;
    private @Nullable Frozen said;
    private @Nullable Runnable work;

    SimCopy(SimWorkers workers, long number, String name, WorkerKind kind) {
        this.workers = workers;
        this.number = number;
        this.name = name;
        this.kind = kind;
    }

    /** Makes one that its user has made: it handles messages as soon as some find it. */
    static SimCopy local(SimWorkers workers, String name, long token) {
        SimCopy copy = new SimCopy(workers, -token, name, WorkerKind.RESUMES);
        copy.phase = Phase.OPEN;
        copy.token = token;
        return copy;
    }

    SimWorkers workers() {
        return workers;
    }

    long number() {
        return number;
    }

    String name() {
        return name;
    }

    WorkerKind kind() {
        return kind;
    }

    Phase phase() {
        return phase;
    }

    long token() {
        return token;
    }

    boolean isLocal() {
        return number < 0;
    }

    /** Tells whether it has its name still. */
    boolean isNamed() {
        return named;
    }

    /** Tells whether it is there at all. */
    boolean isAlive() {
        return phase != Phase.ENDED && !workers.isEnded();
    }

    /** Tells whether it handles messages. */
    boolean isOpen() {
        return phase == Phase.OPEN && !workers.isEnded();
    }

    /** Returns all messages that its state has, whichever life handled them. */
    SortedSet<Long> handled() {
        return handled;
    }

    /** Returns all messages in states that it was given. */
    SortedSet<Long> taken() {
        return taken;
    }

    /** Returns what it said when it was frozen last, {@code null} if it is not. */
    @Nullable
    Frozen said() {
        return said;
    }

    /** Tells whether it was told to stop. */
    boolean isStopping() {
        return stopping;
    }

    /** Tells whether the engine knows that its life ended by itself. */
    boolean isToldEnded() {
        return toldEnded;
    }

    /** Tells whether it is a managed one, and has ever handled messages. */
    boolean hasLived() {
        return lived && !isLocal();
    }

    /** Returns how many states of other lives it was given to merge. */
    int merges() {
        return merges;
    }

    /** Returns how often it was asked to begin its handoff. */
    int freezes() {
        return freezes;
    }

    /** Tells whether it does nothing at present. */
    boolean isIdle() {
        return work == null;
    }

    /** Returns how many messages wait. */
    int waiting() {
        return mailbox.size();
    }

    /** Takes over what waits for an earlier life of its name. */
    void inherit(SimCopy earlier) {
        mailbox.addAll(earlier.mailbox);
        earlier.mailbox.clear();
        earlier.phase = Phase.ENDED;
    }

    /** An effect came. */
    void wish(WorkerEffect effect) {
        if (effect instanceof Stop stop) {
            stopping = true;
            end = stop.reason();
        }
        if (phase == Phase.CRASHED && effect instanceof Stop stop) {
            workAfter(workers.times().moment(), () -> stopped(stop));
            return;
        }
        wishes.add(effect);
        next();
    }

    /** A message came; the copy takes it or not. */
    boolean take(Parcel parcel) {
        boolean takes = phase == Phase.OPEN || phase == Phase.FROZEN || phase == Phase.CRASHED;
        if (!takes || stopping || !named) {
            return false;
        }
        mailbox.add(parcel);
        next();
        return true;
    }

    @Override
    protected void fire() {
        workers.inside(() -> {
            Runnable done = work;
            work = null;
            if (done != null) {
                done.run();
            }
            next();
        });
    }

    private void next() {
        while (work == null && !workers.isEnded() && phase != Phase.CRASHED && !wishes.isEmpty()) {
            begin(wishes.removeFirst());
        }
        if (work == null && isOpen() && !mailbox.isEmpty()) {
            handleNext();
        }
    }

    private void handleNext() {
        Parcel parcel = mailbox.removeFirst();
        present = parcel;
        workAfter(workers.times().message(), () -> handle(parcel));
    }

    private void begin(WorkerEffect effect) {
        if (effect instanceof Start start) {
            workAfter(workers.times().start(kind), () -> started(start));
        } else if (effect instanceof WorkerEffect.Open open) {
            if (stopping) {
                // it was too slow for that
                return;
            }
            token = open.token();
            phase = Phase.OPEN;
            lived = true;
            said = null;
            workers.world().check(workers.node(), check -> check.onOpened(this));
        } else if (effect instanceof Freeze freeze) {
            phase = Phase.FROZEN;
            freezes++;
            workAfter(workers.times().freeze(kind), () -> frozen(freeze));
        } else if (effect instanceof Resolve resolve) {
            workAfter(workers.times().moment(), () -> resolved(resolve));
        } else if (effect instanceof Stop stop) {
            stop(stop);
        } else {
            named = false;
            workers.world().lost(this);
        }
    }

    private void started(Start start) {
        token = start.token();
        Blob state = start.luggage();
        if (workers.times().failsToStart(kind)) {
            phase = Phase.ENDED;
            workers.answer(this, start, (now, registry) -> registry.onStartFailed(now, number, "it is broken"));
        } else {
            phase = Phase.GATED;
            if (state != null) {
                merge(state);
            }
            workers.answer(this, start, (now, registry) -> registry.onStarted(now, number));
        }
    }

    private void frozen(Freeze freeze) {
        Frozen answer = switch (kind) {
            case RESTARTS -> new Frozen.Restart();
            case IGNORES -> new Frozen.Ignore();
            case FAILS_TO_FREEZE -> new Frozen.Failed("it threw");
            case FREEZES_SLOWLY -> new Frozen.Failed("it was too slow");
            default -> new Frozen.Resume(new Blob(Tally.encode(handled)));
        };
        said = answer;
        workers.answer(this, freeze, (now, registry) -> registry.onFrozen(now, number, answer));
    }

    private void resolved(Resolve resolve) {
        if (kind == WorkerKind.FAILS_TO_MERGE) {
            phase = Phase.CRASHED;
            toldEnded = true;
            workers.world().lost(this);
            workers.answer(this, resolve, (now, registry) -> registry.onResolved(now, number, "it threw"));
        } else {
            merges++;
            merge(resolve.state());
            workers.answer(this, resolve, (now, registry) -> registry.onResolved(now, number, null));
        }
    }

    private void merge(Blob state) {
        SortedSet<Long> other = Tally.decode(state.bytes());
        taken.addAll(other);
        handled.addAll(other);
    }

    private void handle(Parcel parcel) {
        present = null;
        if (kind == WorkerKind.CRASHES && workers.times().happens(4)) {
            parcel.end(Parcel.Fate.LOST);
            crash();
        } else if (kind == WorkerKind.ENDS && workers.times().happens(4)) {
            parcel.end(Parcel.Fate.HANDLED);
            end((now, registry) -> registry.onDone(now, number));
        } else {
            handled.add(parcel.number());
            parcel.end(Parcel.Fate.HANDLED);
            if (!named) {
                workers.world().lost(this);
            }
        }
    }

    /** It throws at no message in particular. */
    void crash() {
        SimWorkers.Word local = (now, registry) -> registry.onLocalOver(now, name, number, StopReason.CRASHED);
        end(isLocal() ? local : (now, registry) -> registry.onCrashed(now, number, "it threw"));
    }

    /** The life ends by itself: what was wanted of it is answered first. */
    private void end(SimWorkers.Word word) {
        phase = Phase.CRASHED;
        workers.world().lost(this);
        boolean isTold = false;
        for (WorkerEffect wish : wishes.toArray(new WorkerEffect[0])) {
            if (wish instanceof Freeze) {
                Frozen failed = new Frozen.Failed("it ended");
                workers.answer(this, wish, (now, registry) -> registry.onFrozen(now, number, failed));
            } else if (wish instanceof Resolve) {
                isTold = true;
                workers.answer(this, wish, (now, registry) -> registry.onResolved(now, number, "it ended"));
            } else if (wish instanceof Stop stop) {
                isTold = true;
                workAfter(0, () -> stopped(stop));
            }
        }
        wishes.clear();
        toldEnded = true;
        if (!isTold) {
            workers.tell(word);
        }
    }

    private void stop(Stop stop) {
        boolean handlesRest = stop.mode() == StopMode.GRACEFUL && stop.next() == null && phase == Phase.OPEN;
        if (handlesRest && !mailbox.isEmpty()) {
            wishes.addFirst(stop);
            handleNext();
        } else {
            phase = Phase.STOPPING;
            workAfter(workers.times().stop(kind), () -> stopped(stop));
        }
    }

    private void stopped(Stop stop) {
        phase = Phase.ENDED;
        if (stop.reason() != StopReason.MOVED && stop.reason() != StopReason.CONFLICT) {
            workers.world().lost(this);
        }
        NodeId next = stop.next();
        for (Parcel parcel : mailbox) {
            if (next == null) {
                parcel.end(Parcel.Fate.REFUSED);
            } else {
                workers.world().post().forward(workers, next, parcel);
            }
        }
        mailbox.clear();
        workers.answer(this, stop, (now, registry) -> registry.onStopped(now, number));
    }

    /** The process is gone, and all that waits with it. */
    void vanish() {
        workers.world().cluster().scheduler().clear(this);
        if (present != null) {
            mailbox.add(present);
        }
        mailbox.forEach(parcel -> parcel.end(Parcel.Fate.LOST));
        mailbox.clear();
        phase = Phase.ENDED;
    }

    private void workAfter(long nanos, Runnable done) {
        work = done;
        workers.world().cluster().scheduler().setAfter(this, nanos);
    }

    @Override
    public String toString() {
        return "copy " + number + " of " + name + " on " + workers.node().id() + ", " + phase + ", " + kind + ", token "
                + token + (stopping ? ", ends as " + end : "") + (work == null ? "" : ", at work") + " " + wishes
                + handled;
    }

    enum Phase {
        STARTING,
        /** Started, and handles no message yet. */
        GATED,
        OPEN,
        FROZEN,
        STOPPING,
        /** Its life ended by itself; its messages wait for the next one, or for a stop. */
        CRASHED,
        ENDED
    }
}
