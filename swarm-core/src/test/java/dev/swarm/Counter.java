package dev.swarm;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerState;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Counts, and keeps its count over moves. */
final class Counter implements SwarmWorker {

    private final WorkerContext context;
    private final CountDownLatch gate;
    private final Queue<StopReason> stops;
    private int count;

    /**
     * Makes one.
     *
     * @param gate at which it waits when it is told to
     * @param stops where it writes down why it ended
     */
    Counter(WorkerContext context, CountDownLatch gate, Queue<StopReason> stops) {
        this.context = context;
        this.gate = gate;
        this.stops = stops;
    }

    @Override
    public void onStart(WorkerContext same) {
        if ("broken".equals(context.args().as(String.class))) {
            throw new IllegalStateException("it is broken");
        }
    }

    @Override
    public @Nullable Object onMessage(WorkerMessage message) throws Exception {
        switch (message.as(String.class)) {
            case "add" -> count++;
            case "node" -> {
                return context.node().name();
            }
            case "fail" -> throw new IllegalStateException("not today");
            case "wait" -> gate.await();
            case "save" -> context.save(count);
            case "end" -> context.stop();
            case "later" -> context.later(Duration.ofMillis(1), "add");
            case "nothing" -> {
                return null;
            }
            default -> {}
        }
        return count;
    }

    @Override
    public Handoff beginHandoff() {
        return Handoff.resume(count);
    }

    @Override
    public void endHandoff(WorkerState state) {
        count += state.as(Integer.class);
    }

    @Override
    public void onStop(StopReason reason) {
        stops.add(reason);
    }
}
