package dev.swarm;

import dev.swarm.api.Entity;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.api.event.OverlayEvent;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.crdt.Utf8;
import dev.swarm.engine.SharedStatus;
import dev.swarm.engine.overlay.Overlay;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
import dev.swarm.engine.wire.overlay.WaypointValue;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.runtime.events.Listeners;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The overlay of whatever life the node has now. Values are encoded on the caller's thread; reads go to the read model
 * of the engine.
 */
final class LiveOverlay implements TacticalOverlay {

    /** The key that holds an id has a prefix. */
    private static final int MAX_ID_BYTES = ReplicaBounds.KEY_BYTES - 24;

    private static final Snapshot NOTHING = new Snapshot(List.of(), List.of());
    private static final int WRITE_BYTES = 128;
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1_000_000);

    private final ContentCodec codec;
    private final Listeners listeners;
    private final Supplier<@Nullable Running> running;

    LiveOverlay(ContentCodec codec, Listeners listeners, Supplier<@Nullable Running> running) {
        this.codec = codec;
        this.listeners = listeners;
        this.running = running;
    }

    @Override
    public CompletableFuture<Void> updateEntity(String id, Object data) {
        return update(id, data, 0);
    }

    @Override
    public CompletableFuture<Void> updateEntity(String id, Object data, Duration timeToLive) {
        if (timeToLive.compareTo(SHORTEST_LIFE) < 0 || timeToLive.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "A time to live must be a millisecond to a million days, not " + timeToLive);
        }
        return update(id, data, timeToLive.toMillis());
    }

    @Override
    public CompletableFuture<Void> mergeEntity(String id, Object fields) {
        requireId(id);
        List<Field> encoded;
        try {
            encoded = codec.fields(fields);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (encoded.stream().anyMatch(field -> field.name().isEmpty())) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("Only an object whose fields have names of 1 to "
                            + EntityValue.NAME_BYTES + " bytes can be merged, not this " + fields.getClass()));
        }
        return write(size(encoded), (now, overlay) -> overlay.merge(now, id, encoded));
    }

    @Override
    public Optional<Entity> entity(String id) {
        Running current = running.get();
        return current == null
                ? Optional.empty()
                : Optional.ofNullable(current.overlay().entity(id));
    }

    @Override
    public <T> Optional<T> entity(String id, Class<T> type) {
        return entity(id).map(entity -> entity.as(type));
    }

    @Override
    public CompletableFuture<Void> removeEntity(String id) {
        requireId(id);
        return write(WRITE_BYTES, (now, overlay) -> overlay.removeEntity(now, id));
    }

    @Override
    public List<Entity> entities() {
        Running current = running.get();
        return current == null ? List.of() : current.overlay().entities();
    }

    @Override
    public CompletableFuture<Void> addWaypoint(Waypoint waypoint) {
        requireId(waypoint.id());
        WaypointValue value = new WaypointValue(waypoint.position(), waypoint.label(), waypoint.attributes());
        return write(size(value), (now, overlay) -> overlay.addWaypoint(now, waypoint.id(), value));
    }

    @Override
    public CompletableFuture<Void> removeWaypoint(String id) {
        requireId(id);
        return write(WRITE_BYTES, (now, overlay) -> overlay.removeWaypoint(now, id));
    }

    @Override
    public List<Waypoint> waypoints() {
        Running current = running.get();
        return current == null ? List.of() : current.overlay().waypoints();
    }

    @Override
    public Subscription subscribe(Listener listener) {
        Running current = running.get();
        if (current == null) {
            listener.onSnapshot(NOTHING);
            return listeners.add(changesFor(listener))::run;
        }
        Standing standing = new Standing();
        current.node().between(() -> {
            Snapshot snapshot = current.overlay().snapshot();
            return () -> standing.begin(() -> {
                listener.onSnapshot(snapshot);
                return listeners.add(changesFor(listener));
            });
        });
        return standing;
    }

    @Override
    public Subscription subscribe(Listener listener, Executor executor) {
        Running current = running.get();
        if (current == null) {
            return listeners.add(changesFor(listener), executor, () -> listener.onSnapshot(NOTHING))::run;
        }
        Standing standing = new Standing();
        current.node().between(() -> {
            Snapshot snapshot = current.overlay().snapshot();
            standing.begin(() -> listeners.add(changesFor(listener), executor, () -> listener.onSnapshot(snapshot)));
            return () -> {};
        });
        return standing;
    }

    private static Consumer<SwarmEvent> changesFor(Listener listener) {
        return event -> {
            if (event instanceof OverlayEvent change) {
                listener.onEvent(change);
            }
        };
    }

    @Override
    public String digest() {
        Running current = running.get();
        return String.format("%016x", current == null ? 0 : current.overlay().digest());
    }

    @Override
    public Load load() {
        Running current = running.get();
        if (current == null) {
            return new Load(0, 0, 0, 0, 0, null);
        }
        OverlayModel model = current.overlay();
        SharedStatus status = current.node().shared();
        return new Load(
                model.entityCount(),
                model.waypointCount(),
                status.bytes(),
                status.pending(),
                status.endedAhead(),
                status.lag());
    }

    private CompletableFuture<Void> update(String id, Object data, long timeToLiveMillis) {
        requireId(id);
        List<Field> fields;
        try {
            fields = codec.fields(data);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        EntityValue value = new EntityValue(true, timeToLiveMillis, fields);
        return write(size(fields), (now, overlay) -> overlay.update(now, id, value));
    }

    private CompletableFuture<Void> write(int size, BiConsumer<Now, Overlay> change) {
        Running current = running.get();
        if (current == null) {
            return CompletableFuture.failedFuture(Life.notRunning());
        }
        return current.node().write(size, (now, engine) -> engine.write(now, overlay -> change.accept(now, overlay)));
    }

    private static int size(List<Field> fields) {
        int size = WRITE_BYTES;
        for (Field field : fields) {
            size += field.content().length + field.name().length();
        }
        return size;
    }

    private static int size(WaypointValue value) {
        int size = WRITE_BYTES + value.label().length();
        for (Map.Entry<String, String> attribute : value.attributes().entrySet()) {
            size += attribute.getKey().length() + attribute.getValue().length();
        }
        return size;
    }

    private static void requireId(String id) {
        int length = Utf8.length(id);
        if (length < 1 || length > MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    "An id must have 1 to " + MAX_ID_BYTES + " bytes in UTF-8, but this one has " + length);
        }
    }
}
