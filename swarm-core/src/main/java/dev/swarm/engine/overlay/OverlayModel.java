package dev.swarm.engine.overlay;

import dev.swarm.api.Entity;
import dev.swarm.api.TacticalOverlay.Snapshot;
import dev.swarm.api.Waypoint;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What users read: written by the engine's one thread, read by any without a lock. */
public final class OverlayModel {

    private final Table<String, Entity> entities = new Table<>() {
        @Override
        protected String keyOf(Entity entity) {
            return entity.id();
        }
    };

    private final Table<String, Waypoint> waypoints = new Table<>() {
        @Override
        protected String keyOf(Waypoint waypoint) {
            return waypoint.id();
        }
    };

    private volatile long digest;

    /** Returns the entity of that id, {@code null} if there is none. */
    public @Nullable Entity entity(String id) {
        return entities.find(id);
    }

    /** Returns all entities, sorted by id. */
    public List<Entity> entities() {
        List<Entity> sorted = new ArrayList<>(entities.size());
        entities.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Entity::id));
        return sorted;
    }

    /** Returns all waypoints, sorted by id. */
    public List<Waypoint> waypoints() {
        List<Waypoint> sorted = new ArrayList<>(waypoints.size());
        waypoints.forEach(sorted::add);
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

    /** Many entities are about to be looked for. */
    void expect(List<Change> changes, char space) {
        for (Change change : changes) {
            if (change.key().space() == space) {
                entities.touch(change.key().name().hashCode());
            }
        }
    }

    @Nullable
    Waypoint waypoint(String id) {
        return waypoints.find(id);
    }

    void put(Entity entity) {
        entities.put(entity);
    }

    void removeEntity(String id) {
        entities.remove(id);
    }

    void put(Waypoint waypoint) {
        waypoints.put(waypoint);
    }

    void removeWaypoint(String id) {
        waypoints.remove(id);
    }

    void setDigest(long value) {
        digest = value;
    }
}
