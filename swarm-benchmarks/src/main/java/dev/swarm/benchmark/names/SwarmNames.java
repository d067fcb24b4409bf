package dev.swarm.benchmark.names;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import dev.swarm.benchmark.Refusal;
import java.time.Duration;
import java.util.List;
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
    private static final long BACK_OFF_NANOS = 100_000;
    private static final long ROOM_BYTES = 4L << 30;

    private final Swarm swarm;
    private final SwarmRegistry registry;
    private final boolean managed;

    SwarmNames(int index, List<Integer> ports, boolean managed) {
        this.managed = managed;
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
        return managed
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
