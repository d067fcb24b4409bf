package dev.swarm.engine.overlay;

import dev.swarm.api.Entity;
import dev.swarm.api.TacticalOverlay.Snapshot;
import dev.swarm.api.Waypoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What users read: written by the engine's one thread, read by any without a lock. */
public final class OverlayModel {

    private final Map<String, Entity> entities = new ConcurrentHashMap<>();
    private final Map<String, Waypoint> waypoints = new ConcurrentHashMap<>();
    private volatile long digest;

    /** Returns the entity of that id, {@code null} if there is none. */
    public @Nullable Entity entity(String id) {
        return entities.get(id);
    }

    /** Returns all entities, sorted by id. */
    public List<Entity> entities() {
        List<Entity> sorted = new ArrayList<>(entities.values());
        sorted.sort(Comparator.comparing(Entity::id));
        return sorted;
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

    void put(Entity entity) {
        entities.put(entity.id(), entity);
    }

    void removeEntity(String id) {
        entities.remove(id);
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
