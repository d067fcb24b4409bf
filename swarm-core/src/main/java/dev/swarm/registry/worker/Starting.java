package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerState;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.registry.WorkerEffect.Start;
import dev.swarm.engine.wire.registry.Blob;
import org.jspecify.annotations.Nullable;

/** The beginning of a life: the worker is made, started, and given the state that there is. */
final class Starting implements Order {

    private final Workers workers;
    private final Cell cell;
    private final LiveContext context;
    private final Start start;
    private final Due due = new Due();

    Starting(Workers workers, Cell cell, LiveContext context, Start start) {
        this.workers = workers;
        this.cell = cell;
        this.context = context;
        this.start = start;
    }

    @Override
    public void run() {
        try {
            byte[] state = state();
            SwarmWorker worker = make();
            worker.onStart(context);
            if (state != null) {
                giveState(worker, state);
            }
            due.give(() -> {
                cell.onStarted();
                workers.env().reports().started(cell.copy());
            });
        } catch (Throwable e) {
            if (fail(Body.reason(e))) {
                workers.complaints().of(cell.name, "could not be started", e);
                cell.body().callStop(StopReason.CRASHED);
            }
        }
    }

    @Override
    public void drop(String why) {
        fail(why);
    }

    /** What another life gave away, else what an earlier one saved. */
    private byte @Nullable [] state() throws Exception {
        Blob luggage = start.luggage();
        if (luggage != null) {
            return luggage.bytes();
        }
        return start.cause() == Cause.HANDOFF ? null : workers.safe().load(cell.name);
    }

    private SwarmWorker make() throws Exception {
        WorkerFactory factory = workers.env().types().find(start.recipe().type());
        if (factory == null) {
            throw new IllegalStateException("node '" + workers.env().self() + "' makes no workers of type '"
                    + start.recipe().type() + "'");
        }
        SwarmWorker worker = factory.create(context);
        workers.claim(worker, cell);
        if (start.cause() == Cause.RESTART || start.cause() == Cause.FAILOVER) {
            workers.counts().increment(TrafficCounter.WORKER_RESTARTS);
        }
        return worker;
    }

    private void giveState(SwarmWorker worker, byte[] bytes) throws Exception {
        long limit = workers.env().limitNanos();
        String late = "it took longer than " + limit / 1_000_000 + " ms to take its state";
        Runnable cancel = workers.env().timer().later(limit, () -> {
            if (fail(late)) {
                workers.complaints().of(cell.name, "is given up: " + late, null);
                cell.body().desk().abandon(late);
            }
        });
        try {
            worker.endHandoff(state(workers, bytes));
        } finally {
            cancel.run();
        }
    }

    /** Returns state as workers read it. */
    static WorkerState state(Workers workers, byte[] bytes) {
        return new WorkerState() {
            @Override
            public <T> T as(Class<T> type) {
                T value = workers.env().values().decode(bytes, type);
                if (value == null) {
                    throw new IllegalArgumentException("The state is no " + type.getName() + " but nothing");
                }
                return value;
            }
        };
    }

    private boolean fail(String reason) {
        return due.give(() -> {
            cell.body().endContext();
            if (cell.onOver()) {
                workers.onStartFailed(cell, start.cause());
            }
            workers.env().reports().startFailed(cell.copy(), reason);
            cell.body().desk().end("it could not be started");
        });
    }
}
