package dev.swarm.registry.worker;

import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.registry.WorkerEffect.Stop;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import java.util.List;

/**
 * The end of a life. A call that is still running when nothing has moved for as long as a handoff may take is
 * interrupted, and the worker forgotten; so a stop always ends.
 */
final class Stopping implements Order {

    private final Workers workers;
    private final Cell cell;
    private final Stop stop;
    private final Runnable then;
    private final Due due = new Due();
    private boolean frozen;

    /**
     * Makes one.
     *
     * @param then done when nothing of the life waits any more
     */
    Stopping(Workers workers, Cell cell, Stop stop, Runnable then) {
        this.workers = workers;
        this.cell = cell;
        this.stop = stop;
        this.then = then;
    }

    void begin(Cell.Phase before) {
        Desk desk = cell.body().desk();
        frozen = before == Cell.Phase.FROZEN;
        cell.body().onStopping();
        boolean handlesFirst = stop.next() == null && stop.mode() == StopMode.GRACEFUL;
        if (handlesFirst && (frozen || before == Cell.Phase.OPEN)) {
            desk.setOpen(true);
            desk.orderLast(this);
        } else {
            desk.close();
            desk.setOpen(false);
            desk.order(this);
        }
        watch(desk.calls());
    }

    @Override
    public void run() {
        saveState();
        cell.body().callStop(stop.reason());
        settle();
    }

    @Override
    public void drop(String why) {
        settle();
    }

    /** Nothing of it runs any more: what waits is passed on, or refused. */
    void settle() {
        boolean unused = due.give(() -> {
            boolean whole = cell.is(Cell.Phase.STOPPING) && cell.body().endsWith(cell);
            if (whole) {
                cell.body().desk().end("it has stopped");
                cell.body().endOthers(cell);
            }
            List<Mail> rest =
                    cell.body().desk().take(mail -> whole || mail.name().equals(cell.name));
            rest.removeIf(Mail::isOwn);
            if (stop.next() == null) {
                Cell.refuse(rest);
                finish();
            } else {
                new Forwarding(workers, stop.next(), rest, this::finish).begin();
            }
        });
    }

    private void finish() {
        workers.remove(cell);
        if (stop.reason() == StopReason.STOPPED || stop.reason() == StopReason.DONE) {
            workers.forgetState(cell, then);
        } else {
            then.run();
        }
    }

    private void watch(long callsBefore) {
        Runnable unused = workers.env().timer().later(workers.env().limitNanos(), () -> {
            if (!due.isOpen()) {
                return;
            }
            long calls = cell.body().desk().calls();
            if (calls == callsBefore) {
                force();
            } else {
                watch(calls);
            }
        });
    }

    private void force() {
        workers.complaints().of(cell.name, "does not end, and is interrupted and forgotten", null);
        Mail unfinished = cell.body().desk().abandon("it did not end in time");
        if (unfinished != null) {
            unfinished.answer(Receipt.unsure("the worker was interrupted"));
        }
        settle();
    }

    /** What would be lost with this node, or this side of a split, is kept where the next life finds it. */
    private void saveState() {
        boolean leavesNothing = stop.reason() == StopReason.QUORUM_LOST || stop.reason() == StopReason.NODE_GONE;
        if (leavesNothing
                && cell.isManaged()
                && !cell.body().isDetached()
                && !frozen
                && workers.safe().isThere()) {
            Frozen said = Freezing.ask(workers, cell.worker());
            if (said instanceof Frozen.Resume resume) {
                workers.safe().save(cell.name, cell.token(), resume.state().bytes());
            }
        }
    }
}
