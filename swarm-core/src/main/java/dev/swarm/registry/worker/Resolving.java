package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;

/** The end of a conflict: the worker sees the state of another life of its name. */
final class Resolving implements Order {

    private final Workers workers;
    private final Cell cell;
    private final byte[] state;
    private final Due due;

    Resolving(Workers workers, Cell cell, byte[] state) {
        this.workers = workers;
        this.cell = cell;
        this.state = state;
        long limit = workers.env().limitNanos();
        String late = "it took longer than " + limit / 1_000_000 + " ms to resolve a conflict";
        this.due = Due.within(workers.env().timer(), limit, () -> {
            workers.complaints().of(cell.name, "goes on unmerged: " + late, null);
            workers.env().reports().resolved(cell.copy(), late);
        });
    }

    @Override
    public void run() {
        SwarmWorker worker = cell.worker();
        if (worker == null) {
            drop("there is no worker");
            return;
        }
        try {
            worker.resolveConflict(Starting.state(workers, state));
            boolean unused = due.give(() -> workers.env().reports().resolved(cell.copy(), null));
        } catch (Throwable e) {
            drop(Body.reason(e));
            cell.body().crash("threw when it should resolve a conflict", e);
        }
    }

    @Override
    public void drop(String why) {
        boolean unused = due.give(() -> workers.env().reports().resolved(cell.copy(), why));
    }
}
