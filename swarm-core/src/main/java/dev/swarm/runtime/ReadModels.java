package dev.swarm.runtime;

import dev.swarm.api.ClusterView;
import dev.swarm.engine.SharedStatus;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import java.time.Duration;

/** What any thread may read of the engine: published after each step, before listeners are told of it. */
final class ReadModels {

    /** Figures for people need not be newer. */
    private static final long STATUS_NANOS = 100_000_000;

    private final SwarmEngine engine;
    private volatile ClusterView view;
    private volatile SharedStatus shared = SharedStatus.EMPTY;
    private long sharedAtNanos;
    private long cleanAtNanos;

    ReadModels(SwarmEngine engine) {
        this.engine = engine;
        this.view = engine.view();
    }

    /** The end of a step. */
    void publish(Now now) {
        ClusterView latest = engine.view();
        if (latest.version() != view.version()) {
            view = latest;
        }
        if (now.nanos() - sharedAtNanos >= STATUS_NANOS) {
            sharedAtNanos = now.nanos();
            shared = status(now);
        }
    }

    ClusterView view() {
        return view;
    }

    SharedStatus shared() {
        return shared;
    }

    private SharedStatus status(Now now) {
        SharedStatus held = engine.shared().status();
        if (held.pending() == 0) {
            cleanAtNanos = now.nanos();
            return held;
        }
        return held.withLag(Duration.ofNanos(now.nanos() - cleanAtNanos));
    }

    @Override
    public String toString() {
        ClusterView shown = view();
        return shown.members().size() + " members, view " + shown.version() + ", health " + shown.healthScore();
    }
}
