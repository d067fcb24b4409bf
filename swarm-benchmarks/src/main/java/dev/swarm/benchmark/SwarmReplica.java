package dev.swarm.benchmark;

import dev.swarm.Swarm;
import dev.swarm.SwarmBuilder;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.OverlayEvent;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ours: the overlay as applications use it, with its usual numbers and room for a million entities. Told by the thread
 * of events, or by an executor.
 */
final class SwarmReplica implements Replica {

    private static final long BACK_OFF_NANOS = 100_000;
    private static final long ROOM_BYTES = 4L << 30;

    private final Swarm swarm;
    private final TacticalOverlay overlay;

    SwarmReplica(int index, List<Integer> ports, Listener listener, String secret, @Nullable Executor executor) {
        OverlayConfig usual = OverlayConfig.defaults();
        SwarmBuilder builder = Swarm.builder()
                .cluster("benchmark")
                .name("node-" + index)
                .bindAddress("127.0.0.1")
                .port(ports.get(index))
                .hosts(Subject.addresses(ports).toArray(String[]::new))
                .overlay(usual.withBounds(usual.maxValueBytes(), ROOM_BYTES, usual.logBytes()));
        if (!secret.isEmpty()) {
            builder.secret(secret);
        }
        swarm = builder.build();
        swarm.start();
        overlay = swarm.overlay();
        var unusedHandler = executor == null
                ? swarm.comms().onMessage(byte[].class, message -> {})
                : swarm.comms().onMessage(byte[].class, message -> {}, executor);
        if (index == 0) {
            return;
        }
        if (executor == null) {
            var unused = overlay.subscribe(new Told(listener));
        } else {
            var unused = overlay.subscribe(new Told(listener), executor);
        }
    }

    private record Told(Listener listener) implements TacticalOverlay.Listener {

        @Override
        public void onSnapshot(TacticalOverlay.Snapshot snapshot) {
            snapshot.entities().forEach(entity -> listener.onChange(entity.id(), entity.as(byte[].class)));
        }

        @Override
        public void onEvent(OverlayEvent event) {
            if (event instanceof EntityUpdated updated) {
                listener.onChange(updated.id(), updated.entity().as(byte[].class));
            }
        }
    }

    @Override
    public int members() {
        return swarm.topology().nodeCount();
    }

    @Override
    public void put(String key, byte[] value) {
        while (Refusal.is(overlay.updateEntity(key, value))) {
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
    }

    @Override
    public byte @Nullable [] get(String key) {
        return overlay.entity(key, byte[].class).orElse(null);
    }

    /** Removes an entity. */
    void remove(String key) {
        while (Refusal.is(overlay.removeEntity(key))) {
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
    }

    /** Begins to send critical messages to all others, after a while in which nothing is noted. */
    Criticals criticals() throws InterruptedException {
        return new Criticals(swarm);
    }

    /** Returns how many entities there are here. */
    int size() {
        return overlay.load().entities();
    }

    @Override
    public void close() {
        swarm.close();
    }
}
