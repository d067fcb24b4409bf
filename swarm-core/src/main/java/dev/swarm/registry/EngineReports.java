package dev.swarm.registry;

import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.registry.worker.Reports;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the registry of a node's engine.
 *
 * @param loop the way there
 */
record EngineReports(Loop loop) implements Reports {

    @Override
    public void started(long copy) {
        loop.insist((now, registry) -> registry.onStarted(now, copy));
    }

    @Override
    public void startFailed(long copy, String reason) {
        loop.insist((now, registry) -> registry.onStartFailed(now, copy, reason));
    }

    @Override
    public void frozen(long copy, Frozen said) {
        loop.insist((now, registry) -> registry.onFrozen(now, copy, said));
    }

    @Override
    public void resolved(long copy, @Nullable String failure) {
        loop.insist((now, registry) -> registry.onResolved(now, copy, failure));
    }

    @Override
    public void stopped(long copy) {
        loop.insist((now, registry) -> registry.onStopped(now, copy));
    }

    @Override
    public void crashed(long copy, String reason) {
        loop.insist((now, registry) -> registry.onCrashed(now, copy, reason));
    }

    @Override
    public void localOver(String name, long copy, StopReason reason) {
        loop.insist((now, registry) -> registry.onLocalOver(now, name, copy, reason));
    }

    @Override
    public void done(long copy) {
        loop.insist((now, registry) -> registry.onDone(now, copy));
    }
}
