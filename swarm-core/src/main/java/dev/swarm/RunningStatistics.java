package dev.swarm;

import dev.swarm.api.Rejection;
import dev.swarm.api.SwarmStatistics;
import dev.swarm.api.TrafficCounter;
import dev.swarm.runtime.events.Listeners;
import java.util.function.Supplier;

/** The counts of all lives of a node so far. */
final class RunningStatistics implements SwarmStatistics {

    private final Supplier<Tally> tally;
    private final Listeners listeners;

    RunningStatistics(Supplier<Tally> tally, Listeners listeners) {
        this.tally = tally;
        this.listeners = listeners;
    }

    @Override
    public long count(TrafficCounter counter) {
        return tally.get().count(counter);
    }

    @Override
    public long rejected(Rejection reason) {
        return tally.get().rejected(reason);
    }

    @Override
    public long eventsDispatched() {
        return listeners.dispatched();
    }

    @Override
    public long eventsDropped() {
        return listeners.dropped();
    }

    @Override
    public long listenerFailures() {
        return listeners.failures();
    }

    @Override
    public long commandsRejected() {
        return tally.get().commandsRejected();
    }

    @Override
    public long datagramsDropped() {
        return tally.get().datagramsDropped();
    }
}
