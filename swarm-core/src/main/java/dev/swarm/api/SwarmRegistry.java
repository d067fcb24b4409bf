package dev.swarm.api;

import dev.swarm.api.registry.Registrations;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Names of long-lived objects, known on all nodes. <i>Managed</i> workers are made by the library on the node that owns
 * their name, move with their state when members change, and are restarted elsewhere when their node is gone.
 * <i>Local</i> ones are registered where they are, and end with their node. Any thread may call any method.
 *
 * <p>A name has 1 to 900 bytes in UTF-8 and no control characters; {@link #name} makes one of any key. Looking up reads
 * local memory. Everything else returns a future that fails with
 *
 * <ul>
 *   <li>{@link dev.swarm.api.failure.NameTakenException} if the name is registered already; it says where,
 *   <li>{@link dev.swarm.api.failure.UnknownNameException} if it is not,
 *   <li>{@link dev.swarm.api.failure.NoNodeAvailableException} if no node, or with {@code static-quorum} too few, may
 *   own
 *       names; at once, without waiting,
 *   <li>{@link dev.swarm.api.failure.WorkerStartException} if the worker could not be made; nothing is left behind,
 *   <li>{@link dev.swarm.api.failure.WorkerUnreachableException} if the worker cannot be reached now, such as in the
 *       midst of a failover; the same call may succeed a little later, and {@code mayHaveArrived} says whether it may
 *       have been handled all the same,
 *   <li>{@link dev.swarm.api.failure.RegistryTimeoutException} if time is up; a registration that ran out of it leaves
 *       nothing behind,
 *   <li>{@link dev.swarm.api.failure.SwarmRejectedException} if this node does not run or is too busy,
 *   <li>{@link IllegalArgumentException} if an argument is out of its bounds or cannot be encoded.
 * </ul>
 */
public interface SwarmRegistry {

    /** Registers a managed worker, with the time-out of {@code registry.request-timeout}. */
    default CompletableFuture<WorkerRef> register(String name, String workerType, @Nullable Object args) {
        return register(WorkerSpec.of(name, workerType, args));
    }

    /** Registers a managed worker. */
    default CompletableFuture<WorkerRef> register(
            String name, String workerType, @Nullable Object args, Duration timeout) {
        return register(WorkerSpec.of(name, workerType, args), timeout);
    }

    /** Registers a managed worker, with the time-out of {@code registry.request-timeout}. */
    CompletableFuture<WorkerRef> register(WorkerSpec spec);

    /**
     * Registers a managed worker. Of several calls for one name at the same time, wherever, one makes it and the others
     * fail with the place where it is.
     *
     * @param timeout 1 ms to 1 h
     * @return done when the worker has started and this node finds it by name
     */
    CompletableFuture<WorkerRef> register(WorkerSpec spec, Duration timeout);

    /**
     * Registers an object under a name, on this node. One object may have many names; its messages are handled one at a
     * time over all of them. {@link SwarmWorker#onStart} is not called.
     *
     * @return done when this node finds it by name
     */
    CompletableFuture<WorkerRef> registerLocal(String name, SwarmWorker worker);

    /**
     * Registers many objects, each under a name, on this node: as {@link #registerLocal(String, SwarmWorker)} for each,
     * for much less. Each is registered, or fails, for itself; other calls go on meanwhile, and there may be more than
     * can wait at once.
     *
     * @param workers the objects by their names; read before this returns
     * @return done when this node finds by name all that could be registered; fails only if it was not begun, with
     *     {@link dev.swarm.api.failure.SwarmRejectedException}: nothing is registered then
     */
    CompletableFuture<Registrations> registerLocal(Map<String, ? extends SwarmWorker> workers);

    /** Returns where a name lives; empty if it is not registered, or its worker is between two lives. */
    Optional<WorkerRef> whereis(String name);

    /** Returns where a name lives, or registers it if it is unknown, with the usual time-out. */
    default CompletableFuture<WorkerRef> whereisOrRegister(String name, String workerType, @Nullable Object args) {
        return whereisOrRegister(WorkerSpec.of(name, workerType, args));
    }

    /** Returns where a name lives, or registers it if it is unknown, with the usual time-out. */
    CompletableFuture<WorkerRef> whereisOrRegister(WorkerSpec spec);

    /**
     * Takes a name away; the worker lives on without it, where it is, until it stops itself or its node stops. Other
     * names of it stay. An object of {@link #registerLocal} without any name is the caller's alone again once it has
     * handled what waited for it: it is not called any more, {@link SwarmWorker#onStop} included, and may be registered
     * anew. Done, and nothing more, if the name is unknown.
     */
    CompletableFuture<Void> unregister(String name);

    /** Stops a worker and takes its name away, gracefully. Done if the name is unknown. */
    default CompletableFuture<Void> stop(String name) {
        return stop(name, StopMode.GRACEFUL);
    }

    /** Stops a worker and takes its name away. Done if the name is unknown. */
    CompletableFuture<Void> stop(String name, StopMode mode);

    /**
     * Sends a message, wherever the worker lives; while it moves, the message goes with it.
     *
     * @param message bytes, a text, or anything that Jackson can write
     * @return done when the message is in the worker's mailbox, so that it is handled unless the worker's life ends
     */
    CompletableFuture<Void> tell(String name, Object message);

    /** Asks a worker, with the time-out of {@code registry.request-timeout}. */
    <R> CompletableFuture<R> ask(String name, Object message, Class<R> type);

    /**
     * Asks a worker.
     *
     * @param type what the answer is read as
     * @param timeout 1 ms to 1 h
     * @return the answer, {@code null} if it is an empty one; {@link dev.swarm.api.failure.RemoteFailureException} if
     *     the worker threw
     */
    <R> CompletableFuture<R> ask(String name, Object message, Class<R> type, Duration timeout);

    /** Changes the hint of a managed name, after which it moves if the placement says so; {@code null} for none. */
    CompletableFuture<Void> hint(String name, @Nullable String hint);

    /** Returns all names that live somewhere, sorted by name, in this scope. */
    List<WorkerRef> registered();

    /**
     * Gives all managed names of this node to others, with their state, and owns none until {@link #undrain}. Happens
     * by itself before the node leaves.
     *
     * @return done when none is left here, with how many moved; fails with
     *     {@link dev.swarm.api.failure.NoNodeAvailableException} if there is no other node, or with
     *     {@link dev.swarm.api.failure.RegistryTimeoutException} when {@code registry.drain-timeout} is over
     */
    CompletableFuture<Integer> drain();

    /** Owns names again. */
    CompletableFuture<Void> undrain();

    /**
     * Keeps names where they are on this node, whatever the placement says, or lets them move again. Failover and drain
     * go on.
     */
    CompletableFuture<Void> pauseRebalancing(boolean paused);

    /**
     * Returns the names of a scope: a registry of its own, whose names do not meet those of others.
     *
     * @param scope 1 to 64 letters, digits, dots, dashes or underscores
     */
    SwarmRegistry scope(String scope);

    /**
     * Says how workers of a type are made on this node.
     *
     * @throws IllegalStateException if the type has a factory already
     */
    void addType(String workerType, WorkerFactory factory);

    /** Returns how the registry fares, for people. */
    RegistryOverview overview();

    /**
     * Returns a name for any key: texts as they are, everything else with its class and value; equal keys, equal names.
     */
    static String name(Object key) {
        return key instanceof CharSequence text
                ? text.toString()
                : key.getClass().getSimpleName() + ":" + key;
    }
}
