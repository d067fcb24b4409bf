package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.WorkerEffect.Start;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Received;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One worker object, its desk, and its names: one if the library made it, and any number that users gave it. An object
 * that was there before it had a name has none of this until somebody writes to it, it gets another name, or it ends.
 */
final class Body implements Desk.Job {

    /** Number of the life of what the library makes, 0 for what was there before. */
    final long copy;

    private final Workers workers;
    private final String label;
    private final Desk desk;

    /** Most objects have one name: there is a set for further ones only. */
    private @Nullable Cell first;

    private Set<Cell> others = Collections.emptySet();
    private volatile @Nullable SwarmWorker worker;

    /** What a managed life has of its own. */
    private volatile @Nullable LiveContext context;

    private volatile boolean detached;
    private volatile boolean stopping;
    private volatile boolean endWanted;
    private boolean ended;

    /** Makes the body of a name's object; what was there before handles messages at once. */
    Body(Workers workers, Cell cell, long copy) {
        this.workers = workers;
        this.label = cell.name;
        this.copy = copy;
        this.first = cell;
        this.worker = cell.isManaged() ? null : cell.worker();
        this.desk = workers.env().desk(this);
        desk.setOpen(!cell.isManaged());
    }

    /** The library makes its worker. */
    void start(Cell cell, Start start) {
        LiveContext mine = new LiveContext(workers, cell, start.recipe().args());
        context = mine;
        desk.order(new Starting(workers, cell, mine, start));
    }

    /** The life is over for its worker. */
    void endContext() {
        LiveContext mine = context;
        if (mine != null) {
            mine.end();
        }
    }

    /** Returns where what is for the object waits. */
    Desk desk() {
        return desk;
    }

    /** Gives it one more name; returns false if it is over, so that nothing comes of that. */
    synchronized boolean add(Cell cell) {
        if (ended) {
            return false;
        }
        cell.join(this);
        if (first == null) {
            first = cell;
        } else {
            others = others.isEmpty() ? new LinkedHashSet<>() : others;
            others.add(cell);
        }
        return true;
    }

    synchronized void remove(Cell cell) {
        if (first == cell) {
            first = others.isEmpty() ? null : others.iterator().next();
            others.remove(first);
        } else {
            others.remove(cell);
        }
    }

    /** Returns one of its names, {@code null} for none. */
    synchronized @Nullable Cell first() {
        return first;
    }

    /** Returns its names as they are now. */
    private synchronized List<Cell> cells() {
        return Stream.concat(Stream.ofNullable(first), others.stream()).toList();
    }

    synchronized boolean isAlone() {
        return others.isEmpty();
    }

    /** Its name is gone, its life is not. */
    void detach() {
        detached = true;
    }

    boolean isDetached() {
        return detached;
    }

    void set(SwarmWorker made) {
        worker = made;
    }

    @Nullable
    SwarmWorker worker() {
        return worker;
    }

    /** It is to end, as was asked for; what it throws meanwhile is no crash any more. */
    void onStopping() {
        stopping = true;
    }

    @Override
    public void handle(Mail mail) {
        SwarmWorker target = worker;
        if (target == null) {
            mail.answer(Receipt.ELSEWHERE);
            return;
        }
        try {
            Object answer =
                    target.onMessage(new Received(mail, workers.env().values().codec()));
            workers.counts().increment(TrafficCounter.WORKER_MESSAGES);
            if (mail.isAsk()) {
                answer(mail, answer);
            }
        } catch (Throwable e) {
            mail.answer(Receipt.threw(e));
            crash("threw on a message", e);
        }
    }

    @Override
    public void onIdle() {
        if (first() == null) {
            workers.release(this);
        }
    }

    /** An answer that cannot be sent is the asker's trouble alone. */
    private void answer(Mail mail, @Nullable Object answer) {
        try {
            Payload payload = workers.env().values().codec().answer(answer);
            if (payload.bytes().length > workers.env().messageBytes()) {
                throw new IllegalArgumentException("An answer of " + payload.bytes().length + " bytes, and at most "
                        + workers.env().messageBytes() + " may be sent (comms.message-bytes)");
            }
            mail.answer(Receipt.answered(payload));
        } catch (RuntimeException e) {
            mail.answer(Receipt.threw(e));
            workers.complaints().of(label, "gave an answer that cannot be sent", e);
        }
    }

    /** The worker threw: its life is over, and so is each of its names, unless it is to stop anyway. */
    void crash(String what, Throwable cause) {
        workers.counts().increment(TrafficCounter.WORKER_CRASHES);
        workers.complaints().of(label, what, cause);
        if (stopping) {
            desk.setOpen(false);
            return;
        }
        end(StopReason.CRASHED, reason(cause));
    }

    /** The worker wants to end as soon as the present call returns. */
    void wantEnd() {
        endWanted = true;
        endIfWanted();
    }

    /** One that is frozen or not open yet ends when it is open. */
    void endIfWanted() {
        if (endWanted) {
            desk.order(new Order() {
                @Override
                public void run() {
                    if (!stopping && cells().stream().allMatch(cell -> cell.is(Cell.Phase.OPEN))) {
                        end(StopReason.DONE, "");
                    }
                }

                @Override
                public void drop(String why) {}
            });
        }
    }

    /** The engine is told when the worker has cleaned up, or that has taken too long. */
    private void end(StopReason reason, String text) {
        if (!beginEnd()) {
            return;
        }
        List<Cell> over = cells().stream().filter(Cell::onOver).toList();
        desk.end("the worker lives no longer");
        endContext();
        Runnable tell = () -> {
            over.forEach(workers::onOver);
            over.forEach(cell -> tell(cell, reason, text));
        };
        Due due = Due.within(workers.env().timer(), workers.env().limitNanos(), () -> {
            desk.abandon("it does not end");
            tell.run();
        });
        callStop(reason);
        due.give(tell);
    }

    private void tell(Cell cell, StopReason reason, String text) {
        Reports reports = workers.env().reports();
        if (!cell.isManaged()) {
            reports.localOver(cell.name, cell.copy(), reason);
        } else if (!detached && reason == StopReason.CRASHED) {
            reports.crashed(copy, text);
        } else if (!detached) {
            reports.done(copy);
        }
    }

    /** It gets no name any more; returns whether it did until now. */
    private synchronized boolean beginEnd() {
        boolean lived = !ended;
        ended = true;
        return lived;
    }

    /** Tells whether the object ends when this one of its names does. */
    synchronized boolean endsWith(Cell cell) {
        return stopping && (first == cell || others.contains(cell));
    }

    /** Tells whether nothing is left of it that could be called. */
    synchronized boolean isOver() {
        return ended || first == null;
    }

    /** The object ends with the life of one of its names; the engine is told of the others. */
    void endOthers(Cell ending) {
        boolean unused = beginEnd();
        endContext();
        for (Cell cell : cells()) {
            if (cell != ending && cell.onOver()) {
                workers.onOver(cell);
                tell(cell, StopReason.DONE, "");
            }
        }
    }

    /** Tells the worker that it lives no longer. */
    void callStop(StopReason reason) {
        SwarmWorker target = worker;
        if (target == null) {
            return;
        }
        try {
            target.onStop(reason);
        } catch (Throwable e) {
            workers.complaints().of(label, "threw when it was stopped", e);
        }
    }

    /** Returns what is told of something thrown. */
    static String reason(Throwable cause) {
        return cause.getClass().getName() + ": " + cause.getMessage();
    }
}
