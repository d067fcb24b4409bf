package dev.swarm.sim;

import dev.swarm.sim.net.SimNetwork;
import dev.swarm.sim.time.SimScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all nodes of one run share. */
final class SimWorld {

    private final long seed;
    private final SimSettings settings;
    private final SimScheduler scheduler = new SimScheduler();
    private final SimTrace trace = new SimTrace();
    private final SimNetwork network;
    private final List<Consumer<Told>> listeners = new ArrayList<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private Function<SimNode, SimShell> shells = node -> SimShell.NONE;
    private long steps;

    SimWorld(long seed, SimSettings settings, SplittableRandom networkChance) {
        this.seed = seed;
        this.settings = settings;
        this.network = new SimNetwork(scheduler, networkChance, settings.links());
    }

    SimSettings settings() {
        return settings;
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    SimNetwork network() {
        return network;
    }

    SimTrace trace() {
        return trace;
    }

    long steps() {
        return steps;
    }

    void countStep() {
        steps++;
    }

    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void stepped() {
        watchers.forEach(Runnable::run);
    }

    void shells(Function<SimNode, SimShell> maker) {
        shells = maker;
    }

    SimShell shell(SimNode node) {
        return shells.apply(node);
    }

    void listen(Consumer<Told> listener) {
        listeners.add(listener);
    }

    void tell(Told told) {
        for (Consumer<Told> listener : listeners) {
            listener.accept(told);
        }
    }

    SimFailure failure(String subject, String text, @Nullable Throwable cause) {
        return new SimFailure(seed, scheduler.nowNanos(), subject, text, cause);
    }
}
