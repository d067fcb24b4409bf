package dev.swarm.engine.overlay;

import dev.swarm.api.Entity;
import dev.swarm.api.NodeId;
import dev.swarm.api.TacticalOverlay.Snapshot;
import dev.swarm.api.Waypoint;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.overlay.EntityRows.Shown;
import dev.swarm.engine.table.Table;
import dev.swarm.engine.wire.overlay.Field;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What users read: written by the engine's one thread, read by any without a lock. Of an entity there may be very many,
 * so no more is kept than its row in the store, and what a user gets of it is made when it is asked for.
 */
public final class OverlayModel {

    private final Table<String, Row> entities = new Table<>() {
        @Override
        protected String keyOf(Row row) {
            return row.write().name();
        }
    };

    private final Map<String, Waypoint> waypoints = new ConcurrentHashMap<>();
    private final Map<String, NodeId> nodes = new ConcurrentHashMap<>();
    private final Function<Supplier<List<Field>>, Entity.Content> contents;
    private volatile long digest;

    /**
     * Makes an empty one.
     *
     * @param contents makes of an entity's fields what users read; asks for them only when users do, on their threads
     */
    public OverlayModel(Function<Supplier<List<Field>>, Entity.Content> contents) {
        this.contents = contents;
    }

    /** Returns the entity of that id, {@code null} if there is none. */
    public @Nullable Entity entity(String id) {
        return entity(entities.find(id));
    }

    /** Returns all entities, sorted by id. */
    public List<Entity> entities() {
        SortedMap<String, Entity> sorted = new TreeMap<>();
        entities.forEach(row -> {
            Entity entity = entity(row);
            if (entity != null) {
                sorted.put(entity.id(), entity);
            }
        });
        return new ArrayList<>(sorted.values());
    }

    /** Returns all waypoints, sorted by id. */
    public List<Waypoint> waypoints() {
        List<Waypoint> sorted = new ArrayList<>(waypoints.values());
        sorted.sort(Comparator.comparing(Waypoint::id));
        return sorted;
    }

    /** Returns everything; exact if the engine's thread calls. */
    public Snapshot snapshot() {
        return new Snapshot(entities(), waypoints());
    }

    /** Returns a hash that depends on all versions of all entities and waypoints, in any order. */
    public long digest() {
        return digest;
    }

    /** Returns how many entities there are. */
    public int entityCount() {
        return entities.size();
    }

    /** Returns how many waypoints there are. */
    public int waypointCount() {
        return waypoints.size();
    }

    @Nullable
    Waypoint waypoint(String id) {
        return waypoints.get(id);
    }

    private @Nullable Entity entity(@Nullable Row row) {
        Shown shown = EntityRows.show(row);
        return row == null || shown == null ? null : entity(row, shown);
    }

    /** The fields are decoded when they are asked for; until then the stored bytes are all there is of them. */
    Entity entity(Row row, Shown shown) {
        Write winner = shown.winner();
        Entity.Origin origin = new Entity.Origin(node(winner.origin()), winner.time(), shown.merged());
        long millis = shown.timeToLiveMillis();
        Entity.Content content = contents.apply(() -> EntityRows.fields(row));
        return new Entity(winner.name(), origin, content, millis == 0 ? null : Duration.ofMillis(millis));
    }

    /** Returns the node that a writer was. */
    NodeId node(ReplicaId replica) {
        return nodes.computeIfAbsent(replica.node(), NodeId::new);
    }

    /** Shows the entity of a row, of which something can be read. */
    void put(Row row) {
        Row unused = entities.put(row);
    }

    void removeEntity(String id) {
        Row unused = entities.remove(id);
    }

    void put(Waypoint waypoint) {
        waypoints.put(waypoint.id(), waypoint);
    }

    void removeWaypoint(String id) {
        waypoints.remove(id);
    }

    void setDigest(long value) {
        digest = value;
    }
}
