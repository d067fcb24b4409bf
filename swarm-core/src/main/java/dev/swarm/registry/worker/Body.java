package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Received;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One worker object, its desk, and its names: one if the library made it, and any number that users gave it. */
final class Body implements Desk.Job {

    private final Workers workers;
    private final String label;

    /** Whether the object was there before it had a name: its desk is open from the beginning. */
    private final boolean given;

    /** Most objects have one name, and there may be very many objects: there is a list for further ones only. */
    private @Nullable Cell first;

    private List<Cell> others = List.of();

    /** Made when it is first needed: most objects that are registered get no message. */
    private volatile @Nullable Desk desk;

    private volatile @Nullable SwarmWorker worker;
    private volatile boolean stopping;
    private volatile boolean endWanted;
    private volatile boolean ended;

    Body(Workers workers, String label) {
        this.workers = workers;
        this.label = label;
        this.given = false;
    }

    /** An object that was there before it had a name. */
    Body(Workers workers, String label, SwarmWorker object) {
        this.workers = workers;
        this.label = label;
        this.given = true;
        this.worker = object;
    }

    Workers workers() {
        return workers;
    }

    /** Returns where what is for the object waits. */
    Desk desk() {
        Desk made = desk;
        return made == null ? makeDesk() : made;
    }

    private synchronized Desk makeDesk() {
        Desk made = desk;
        if (made == null) {
            made = workers.env().desk(this);
            made.setOpen(given);
            desk = made;
        }
        return made;
    }

    synchronized void add(Cell cell) {
        if (first == null) {
            first = cell;
        } else {
            others = Stream.concat(others.stream(), Stream.of(cell)).toList();
        }
    }

    synchronized void remove(Cell cell) {
        if (first == cell) {
            first = others.isEmpty() ? null : others.get(0);
            others = others.isEmpty() ? others : others.subList(1, others.size());
        } else {
            others = others.stream().filter(each -> each != cell).toList();
        }
    }

    /** Returns its names as they are now. */
    private synchronized List<Cell> cells() {
        return Stream.concat(Stream.ofNullable(first), others.stream()).toList();
    }

    synchronized boolean isAlone() {
        return others.isEmpty();
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
            desk().setOpen(false);
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
            desk().order(new Order() {
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
        desk().end("the worker lives no longer");
        over.forEach(Cell::endContext);
        Runnable tell = () -> {
            over.forEach(workers::onOver);
            over.stream().filter(cell -> !cell.isDetached()).forEach(cell -> tell(cell, reason, text));
        };
        Due due = Due.within(workers.env().timer(), workers.env().limitNanos(), () -> {
            desk().abandon("it does not end");
            tell.run();
        });
        callStop(reason);
        due.give(tell);
    }

    private void tell(Cell cell, StopReason reason, String text) {
        Reports reports = workers.env().reports();
        if (given) {
            reports.localOver(cell.name, cell.copy, reason);
        } else if (reason == StopReason.CRASHED) {
            reports.crashed(cell.copy, text);
        } else {
            reports.done(cell.copy);
        }
    }

    private synchronized boolean beginEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Tells whether the object ends when this one of its names does. */
    boolean endsWith(Cell cell) {
        return stopping && cells().contains(cell);
    }

    /** Tells whether nothing is left of it that could be called. */
    synchronized boolean isOver() {
        return ended || first == null;
    }

    /** The object ends with the life of one of its names; the engine is told of the others. */
    void endOthers(Cell ending) {
        ended = true;
        for (Cell cell : cells()) {
            cell.endContext();
            if (cell != ending && cell.onOver()) {
                workers.onOver(cell);
                if (!cell.isDetached()) {
                    tell(cell, StopReason.DONE, "");
                }
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
