package dev.swarm.engine.overlay;

import dev.swarm.api.NodeId;
import dev.swarm.api.Waypoint;
import dev.swarm.api.event.EntityRemoved;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.WaypointAdded;
import dev.swarm.api.event.WaypointRemoved;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.overlay.EntityRows.Shown;
import dev.swarm.engine.overlay.Expiries.Expiry;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.HybridClock;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
import dev.swarm.engine.wire.overlay.WaypointValue;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Entities and waypoints. Commands become writes of {@link Replication}; whatever changes there, local or remote,
 * becomes the read model and facts by the one road of {@link #onChange}.
 */
public final class Overlay {

    private static final char ENTITY = 'e';
    private static final char WAYPOINT = 'w';
    private static final long MILLI = 1_000_000;

    /** What is left of a time to live is counted up to this, some 292 years. */
    private static final long LONGEST_MILLIS = Long.MAX_VALUE / MILLI;

    /** How much longer others wait before they remove what its writer should have removed. */
    private static final long ORPHAN_MILLIS = 2_000;

    private final Replication replication;
    private final ReplicaId self;
    private final Outbox outbox;
    private final SplittableRandom random;
    private final OverlayModel model;
    private final Expiries expiries = new Expiries();
    private long digest;

    /**
     * Makes the view.
     *
     * @param parts what the engine makes it of
     */
    public Overlay(OverlayParts parts) {
        this.replication = parts.replication();
        this.self = parts.self();
        this.outbox = parts.outbox();
        this.random = parts.random();
        this.model = parts.model();
    }

    /** Replaces an entity. */
    public void update(Now now, String id, EntityValue value) {
        replication.write(now, entity(id), value.encode());
    }

    /** Writes some fields of an entity. */
    public void merge(Now now, String id, List<Field> fields) {
        Row row = replication.get(entity(id));
        long time = replication.time(now);
        replication.write(now, entity(id), EntityRows.over(row, fields, time).encode());
    }

    /** Removes an entity, if there is one. */
    public void removeEntity(Now now, String id) {
        remove(now, entity(id));
    }

    /** Adds or replaces a waypoint. */
    public void addWaypoint(Now now, String id, WaypointValue value) {
        replication.write(now, new Key(WAYPOINT, id), value.encode());
    }

    /** Removes a waypoint, if there is one. */
    public void removeWaypoint(Now now, String id) {
        remove(now, new Key(WAYPOINT, id));
    }

    /** Removes what has outlived its time. */
    public void onTime(Now now) {
        for (Expiry expiry : expiries.due(now)) {
            Row row = replication.get(entity(expiry.id()));
            Shown shown = EntityRows.show(row);
            if (shown != null && shown.winner().dot().equals(expiry.version())) {
                remove(now, entity(expiry.id()));
            }
        }
    }

    /** Takes what changed in the store; changes that are no entity's or waypoint's are passed over. */
    public void onChange(Now now, Change change) {
        boolean isEntity = change.key().space() == ENTITY;
        if (isEntity || change.key().space() == WAYPOINT) {
            digest += hash(change.after()) - hash(change.before());
            model.setDigest(digest);
            String id = change.key().name();
            NodeId origin = model.node(change.origin());
            if (isEntity) {
                onEntity(now, id, change, origin);
            } else {
                onWaypoint(now.instant(), id, change, origin);
            }
        }
    }

    /** Returns when {@link #onTime} wants to be called. */
    public long nextDeadlineNanos() {
        return expiries.nextDeadlineNanos();
    }

    private static Key entity(String id) {
        return new Key(ENTITY, id);
    }

    private void remove(Now now, Key key) {
        if (replication.get(key) != null) {
            replication.write(now, key, null);
        }
    }

    private void onEntity(Now now, String id, Change change, NodeId origin) {
        Shown before = EntityRows.show(change.before());
        Row row = change.after();
        Shown after = EntityRows.show(row);
        if (row == null || after == null) {
            expiries.clear(id);
            if (before != null) {
                model.removeEntity(id);
                outbox.fact(new EntityRemoved(id, origin, now.instant()));
            }
            return;
        }
        setExpiry(now, id, after);
        model.put(row);
        if (before == null || !after.isVersionOf(before)) {
            outbox.fact(new EntityUpdated(model.entity(row, after), origin, now.instant()));
        }
    }

    private void onWaypoint(Instant time, String id, Change change, NodeId origin) {
        Waypoint before = model.waypoint(id);
        Waypoint after =
                change.after() == null ? null : waypoint(id, change.after().write());
        if (after == null) {
            if (before != null) {
                model.removeWaypoint(id);
                outbox.fact(new WaypointRemoved(id, origin, time));
            }
        } else if (!after.equals(before)) {
            model.put(after);
            outbox.fact(new WaypointAdded(after, origin, time));
        }
    }

    private @Nullable Waypoint waypoint(String id, Write write) {
        byte[] bytes = write.value();
        try {
            WaypointValue value = WaypointValue.decode(bytes == null ? new byte[0] : bytes);
            Instant createdAt = Instant.ofEpochMilli(HybridClock.wallMillis(write.time()));
            return new Waypoint(
                    id, value.position(), value.label(), value.attributes(), model.node(write.origin()), createdAt);
        } catch (MalformedPacketException e) {
            return null;
        }
    }

    /** Whoever wrote it removes it; if that node is no more, another one does so a little later. */
    private void setExpiry(Now now, String id, Shown shown) {
        long millis = shown.timeToLiveMillis();
        if (millis == 0) {
            expiries.clear(id);
            return;
        }
        Write winner = shown.winner();
        long age = Math.max(0, now.wallMillis() - HybridClock.wallMillis(winner.time()));
        long left = millis - Math.min(age, millis);
        if (!winner.origin().equals(self) && left < LONGEST_MILLIS) {
            left += ORPHAN_MILLIS + random.nextLong(ORPHAN_MILLIS / 2);
        }
        long leftNanos = Math.min(left, LONGEST_MILLIS) * MILLI;
        expiries.set(new Expiry(Deadline.saturatedAdd(now.nanos(), leftNanos), id, winner.dot()));
    }

    private static long hash(@Nullable Row row) {
        long sum = 0;
        for (Row at = row; at != null; at = at.next()) {
            sum += Replication.hash(at.write());
        }
        return sum;
    }
}
