package dev.swarm.benchmark.names;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.registry.Registrations;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import dev.swarm.benchmark.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ours, with the usual numbers and room for a million names: local names, each of an object of its own, or managed
 * ones.
 */
final class SwarmNames implements NameBook {

    private static final String TYPE = "device";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1_000;
    private static final long BACK_OFF_NANOS = 100_000;
    private static final long ROOM_BYTES = 4L << 30;

    private final Swarm swarm;
    private final SwarmRegistry registry;
    private final Kind kind;

    /** What the names stand for, and how they are registered. */
    enum Kind {
        /** Objects that are there, each by a call of its own. */
        LOCAL,
        /** Objects that are there, many by one call. */
        LOCAL_AT_ONCE,
        /** Workers that the library makes, each by a call of its own. */
        MANAGED
    }

    SwarmNames(int index, List<Integer> ports, Kind kind) {
        this.kind = kind;
        OverlayConfig usual = OverlayConfig.defaults();
        swarm = Swarm.builder()
                .cluster("benchmark")
                .name("node-" + index)
                .bindAddress("127.0.0.1")
                .port(ports.get(index))
                .hosts(ports.stream().map(port -> "127.0.0.1:" + port).toArray(String[]::new))
                .overlay(usual.withBounds(usual.maxValueBytes(), ROOM_BYTES, usual.logBytes()))
                .build();
        registry = swarm.registry();
        registry.addType(TYPE, context -> new Device());
        swarm.start();
    }

    /** A worker that does nothing. */
    private static final class Device implements SwarmWorker {

        @Override
        public @Nullable Object onMessage(WorkerMessage message) {
            return null;
        }
    }

    @Override
    public int members() {
        return swarm.topology().nodeCount();
    }

    /** Returns how many nodes may own managed names, as this one sees it. */
    int owners() {
        RegistryOverview overview = registry.overview();
        return overview.nodes().size();
    }

    @Override
    public void register(long first, int count) throws InterruptedException {
        if (kind == Kind.LOCAL_AT_ONCE) {
            registerAtOnce(first, count);
        } else {
            registerEach(first, count);
        }
    }

    /** Registers a thousand with each call. */
    private void registerAtOnce(long first, int count) {
        List<CompletableFuture<Registrations>> asked = new ArrayList<>();
        for (long from = first; from < first + count; from += AT_ONCE) {
            Map<String, Device> devices = new HashMap<>();
            for (long i = from; i < Math.min(first + count, from + AT_ONCE); i++) {
                devices.put(NameBook.name(i), new Device());
            }
            CompletableFuture<Registrations> one = registry.registerLocal(devices);
            while (Refusal.is(one)) {
                LockSupport.parkNanos(BACK_OFF_NANOS);
                one = registry.registerLocal(devices);
            }
            asked.add(one);
        }
        for (CompletableFuture<Registrations> one : asked) {
            if (!one.join().failures().isEmpty()) {
                throw new IllegalStateException("A name was not registered: " + one.join());
            }
        }
    }

    private void registerEach(long first, int count) throws InterruptedException {
        Semaphore done = new Semaphore(0);
        AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
        for (long i = first; i < first + count; i++) {
            String name = NameBook.name(i);
            CompletableFuture<WorkerRef> asked = ask(name);
            while (Refusal.is(asked)) {
                LockSupport.parkNanos(BACK_OFF_NANOS);
                asked = ask(name);
            }
            var unused = asked.whenComplete((worker, error) -> {
                if (error != null) {
                    problem.set(error);
                }
                done.release();
            });
        }
        done.acquire(count);
        Throwable failure = problem.get();
        if (failure != null) {
            throw new IllegalStateException("A name was not registered", failure);
        }
    }

    private CompletableFuture<WorkerRef> ask(String name) {
        return kind == Kind.MANAGED
                ? registry.register(WorkerSpec.of(name, TYPE, null), LIMIT)
                : registry.registerLocal(name, new Device());
    }

    @Override
    public @Nullable WorkerRef find(String name) {
        return registry.whereis(name).orElse(null);
    }

    @Override
    public void close() {
        swarm.close();
    }
}
