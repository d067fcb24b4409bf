package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Op;
import org.jspecify.annotations.Nullable;

/** Names, workers and groups. All methods are called by the engine's thread, within a step. */
public final class Registry {

    public Registry() {}

    /** This node's application is ready: it owns names from now on, if its name and role allow. */
    public void open(Now now) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * A user asks for something; answered by {@link WorkerEffect.Answered} with this number.
     *
     * @param request unique among all requests of this node's life
     * @param name with its scope
     * @param timeoutNanos how long is waited
     */
    public void ask(Now now, long request, String name, Op op, long timeoutNanos) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * A user registers what it has; answered by {@link WorkerEffect.Answered}.
     *
     * @param copy number of the copy, which the shell has made: below zero, never used again
     */
    public void registerLocal(Now now, long request, String name, long copy) {
        throw new UnsupportedOperationException("not yet");
    }

    /** All managed names go elsewhere; answered by {@link WorkerEffect.Answered}. */
    public void drain(Now now, long request, long timeoutNanos) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Names may come again. */
    public void undrain(Now now) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Names stay where they are, or move again. */
    public void pause(Now now, boolean paused) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Answers {@link WorkerEffect.Start}: the worker stands ready. */
    public void onStarted(Now now, long copy) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Answers {@link WorkerEffect.Start}: there is no worker. */
    public void onStartFailed(Now now, long copy, String reason) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Answers {@link WorkerEffect.Freeze}. */
    public void onFrozen(Now now, long copy, Frozen said) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Answers {@link WorkerEffect.Resolve}.
     *
     * @param failure what the worker threw, {@code null} for nothing
     */
    public void onResolved(Now now, long copy, @Nullable String failure) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Answers {@link WorkerEffect.Stop}. */
    public void onStopped(Now now, long copy) {
        throw new UnsupportedOperationException("not yet");
    }

    /** A worker threw: its life is over. Not answered by a stop; its mailbox waits for a restart or a stop. */
    public void onCrashed(Now now, long copy, String reason) {
        throw new UnsupportedOperationException("not yet");
    }

    /** A worker stopped itself: its life is over, as with {@link #onCrashed}. */
    public void onDone(Now now, long copy) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Returns how the registry fares; between two steps. */
    public RegistryOverview overview(Now now) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Returns this node's name. */
    NodeId self() {
        throw new UnsupportedOperationException("not yet");
    }
}
