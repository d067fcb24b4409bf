package dev.swarm.registry.worker;

import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.registry.WorkerEffect;
import org.jspecify.annotations.Nullable;

/**
 * What the engine hears of workers: the answers to effects, each once, and what happens without having been asked for.
 * Never lost, and in the order in which they are given for one copy. Any thread may call; returns at once.
 */
public interface Reports {

    /** A worker stands ready. */
    void started(long copy);

    /** There is no worker. */
    void startFailed(long copy, String reason);

    /** A worker said what its next life is to be. */
    void frozen(long copy, Frozen said);

    /** A worker has seen the state of another life. */
    void resolved(long copy, @Nullable String failure);

    /** A life has ended, as was asked for. */
    void stopped(long copy);

    /** A worker threw; its life is over. */
    void crashed(long copy, String reason);

    /** A worker stopped itself; its life is over. */
    void done(long copy);

    /** The object of a local name lives no longer, without having been asked to end. */
    void localOver(String name, long copy, StopReason reason);

    /** The life ended by itself before this came: what is to be answered is. */
    default void nobody(WorkerEffect effect) {
        if (effect instanceof WorkerEffect.Freeze) {
            frozen(effect.copy(), new Frozen.Failed("the worker lives no longer"));
        } else if (effect instanceof WorkerEffect.Resolve) {
            resolved(effect.copy(), "the worker lives no longer");
        } else if (effect instanceof WorkerEffect.Stop) {
            stopped(effect.copy());
        }
    }
}
