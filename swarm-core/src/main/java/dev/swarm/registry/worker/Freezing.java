package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.Handoff;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.wire.registry.Blob;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a handoff: the worker says what its next life is to be. One that takes too long is not waited for.
 */
final class Freezing implements Order {

    private final Workers workers;
    private final Cell cell;
    private final Due due;

    Freezing(Workers workers, Cell cell) {
        this.workers = workers;
        this.cell = cell;
        long limit = workers.env().limitNanos();
        String late = "it took longer than " + limit / 1_000_000 + " ms";
        this.due = Due.within(workers.env().timer(), limit, () -> {
            workers.complaints().of(cell.name, "stays where it is: " + late, null);
            answer(new Frozen.Failed(late));
        });
    }

    @Override
    public void run() {
        if (due.isOpen()) {
            Frozen said = ask(workers, cell.worker());
            boolean unused = due.give(() -> {
                if (said instanceof Frozen.Failed failed) {
                    workers.complaints().of(cell.name, "stays where it is: " + failed.reason(), null);
                }
                answer(said);
            });
        }
    }

    @Override
    public void drop(String why) {
        boolean unused = due.give(() -> answer(new Frozen.Failed(why)));
    }

    private void answer(Frozen said) {
        workers.env().reports().frozen(cell.copy(), said);
    }

    /** Asks a worker for what it hands over. Does not throw. */
    static Frozen ask(Workers workers, @Nullable SwarmWorker worker) {
        if (worker == null) {
            return new Frozen.Failed("there is no worker");
        }
        try {
            Handoff handoff = worker.beginHandoff();
            if (handoff instanceof Handoff.Resume resume) {
                return resume(workers, resume.state());
            }
            return handoff instanceof Handoff.Ignore ? new Frozen.Ignore() : new Frozen.Restart();
        } catch (Throwable e) {
            return new Frozen.Failed(Body.reason(e));
        }
    }

    private static Frozen resume(Workers workers, Object state) {
        byte[] bytes = workers.env().values().encode(state);
        int most = workers.env().config().bounds().stateBytes();
        if (bytes.length > most) {
            return new Frozen.Failed("its state has " + bytes.length + " bytes, and at most " + most
                    + " may travel (registry.max-state-size)");
        }
        return new Frozen.Resume(new Blob(bytes));
    }
}
