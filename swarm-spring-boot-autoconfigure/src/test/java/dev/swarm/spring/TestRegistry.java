package dev.swarm.spring;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.registry.Registrations;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RegistryOverview.Handoffs;
import dev.swarm.api.registry.RegistryOverview.Operation;
import dev.swarm.api.registry.RegistryOverview.Owner;
import dev.swarm.api.registry.RegistryOverview.QuorumState;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A registry whose names live where a test puts them, and that fares as the test decides. Nobody handles messages. */
public final class TestRegistry implements SwarmRegistry {

    private final Map<String, WorkerFactory> types = new ConcurrentHashMap<>();
    private final SortedMap<String, WorkerRef> names = new ConcurrentSkipListMap<>();
    private volatile RegistryOverview overview = overview(null, List.of(), null);
    private volatile @Nullable RuntimeException refusal;
    private volatile boolean waiting;

    /** Returns an overview of two owners and an observer. */
    public static RegistryOverview overview(
            @Nullable QuorumState quorum, List<Operation> operations, @Nullable String stalled) {
        return new RegistryOverview(
                quorum == null ? "ring" : "static-quorum",
                7,
                List.of(
                        new Owner(NodeId.of("gotham"), 100, 2048, 3, 1),
                        new Owner(NodeId.of("metropolis"), 100, 2048, 2, 0)),
                new TreeMap<>(Map.of(NodeId.of("watcher"), "observer")),
                4096,
                quorum,
                false,
                false,
                operations,
                new Handoffs(4, 3, 2, 1),
                stalled);
    }

    /** Decides how it fares. */
    public void fares(RegistryOverview value) {
        overview = value;
    }

    /** Decides with what steps fail from now on, {@code null} for nothing. */
    public void refuses(@Nullable RuntimeException value) {
        refusal = value;
    }

    /** Decides that steps do not end. */
    public void waits(boolean value) {
        waiting = value;
    }

    /** Has a name live somewhere. */
    public void put(WorkerRef ref) {
        names.put(ref.name(), ref);
    }

    /** Returns how the workers of a type are made, {@code null} if nobody said. */
    public @Nullable WorkerFactory type(String type) {
        return types.get(type);
    }

    @Override
    public CompletableFuture<WorkerRef> register(WorkerSpec spec) {
        return CompletableFuture.failedFuture(new UnknownNameException(spec.name()));
    }

    @Override
    public CompletableFuture<WorkerRef> register(WorkerSpec spec, Duration timeout) {
        return register(spec);
    }

    @Override
    public CompletableFuture<WorkerRef> registerLocal(String name, SwarmWorker worker) {
        return CompletableFuture.failedFuture(new UnknownNameException(name));
    }

    @Override
    public CompletableFuture<Registrations> registerLocal(Map<String, ? extends SwarmWorker> workers) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public Optional<WorkerRef> whereis(String name) {
        return Optional.ofNullable(names.get(name));
    }

    @Override
    public CompletableFuture<WorkerRef> whereisOrRegister(WorkerSpec spec) {
        return whereis(spec.name()).map(CompletableFuture::completedFuture).orElseGet(() -> register(spec));
    }

    @Override
    public CompletableFuture<Void> unregister(String name) {
        names.remove(name);
        return step();
    }

    @Override
    public CompletableFuture<Void> stop(String name, StopMode mode) {
        return unregister(name);
    }

    @Override
    public CompletableFuture<Void> tell(String name, Object message) {
        return CompletableFuture.failedFuture(new UnknownNameException(name));
    }

    @Override
    public <R> CompletableFuture<R> ask(String name, Object message, Class<R> type) {
        return CompletableFuture.failedFuture(new UnknownNameException(name));
    }

    @Override
    public <R> CompletableFuture<R> ask(String name, Object message, Class<R> type, Duration timeout) {
        return ask(name, message, type);
    }

    @Override
    public CompletableFuture<Void> hint(String name, @Nullable String hint) {
        return step();
    }

    @Override
    public List<WorkerRef> registered() {
        return List.copyOf(names.values());
    }

    @Override
    public CompletableFuture<Integer> drain() {
        return switched(overview.paused(), true).thenApply(done -> 0);
    }

    @Override
    public CompletableFuture<Void> undrain() {
        return switched(overview.paused(), false);
    }

    @Override
    public CompletableFuture<Void> pauseRebalancing(boolean paused) {
        return switched(paused, overview.draining());
    }

    @Override
    public SwarmRegistry scope(String scope) {
        return this;
    }

    @Override
    public void addType(String workerType, WorkerFactory factory) {
        if (workerType.isEmpty()) {
            throw new IllegalArgumentException("the worker type must have 1 to 200 bytes, not 0");
        }
        if (types.putIfAbsent(workerType, factory) != null) {
            throw new IllegalStateException(workerType + " has a factory already");
        }
    }

    @Override
    public RegistryOverview overview() {
        return overview;
    }

    private CompletableFuture<Void> switched(boolean paused, boolean draining) {
        RegistryOverview now = overview;
        overview = new RegistryOverview(
                now.strategy(),
                now.names(),
                now.nodes(),
                now.ignored(),
                now.partitions(),
                now.quorum(),
                paused,
                draining,
                now.operations(),
                now.handoffs(),
                now.stalled());
        return step();
    }

    private CompletableFuture<Void> step() {
        RuntimeException failure = refusal;
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        return waiting ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }
}
