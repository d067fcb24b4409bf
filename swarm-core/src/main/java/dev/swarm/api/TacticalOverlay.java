package dev.swarm.api;

import dev.swarm.api.event.OverlayEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * State that is simply there on every node: entities and waypoints, written anywhere, merged without coordination,
 * never lost while a node that has them lives, never back once removed. Any thread may call any method; reading costs
 * no lock and never waits for the protocol.
 *
 * <p>Of entities the latest version wins, by hybrid time and then by writer, so all nodes agree. A removal ends the
 * versions that its node has seen; one that is written elsewhere at the same time stays. The same holds for waypoints.
 *
 * <p>Writes return a future that is done when this node shows the change, after which every read and every listener
 * called from here on sees it. It fails with {@link dev.swarm.api.failure.SwarmRejectedException} if the node does
 * not run or too many writes wait, with {@link IllegalArgumentException} if an id or a value is too long or the value
 * cannot be encoded, and with {@link dev.swarm.api.failure.OverlayFullException} if there is no room. Nothing is
 * changed then.
 */
public interface TacticalOverlay {

    /** Most events that wait for an executor. */
    int EXECUTOR_EVENTS = 8192;

    /**
     * Writes an entity: what was there before is replaced as a whole.
     *
     * @param id its name, 1 to 1,000 bytes in UTF-8
     * @param data anything that Jackson can write: a map, a bean, a record, a list, a text…
     */
    CompletableFuture<Void> updateEntity(String id, Object data);

    /**
     * Writes an entity that is removed by itself some time later, unless it is written anew before.
     *
     * @param id its name
     * @param data as for {@link #updateEntity(String, Object)}
     * @param timeToLive how long, a millisecond to a million days
     */
    CompletableFuture<Void> updateEntity(String id, Object data, Duration timeToLive);

    /**
     * Writes some fields of an entity and leaves the others. Different fields written at the same time on different
     * nodes are all kept; of one field the latest wins.
     *
     * @param id its name; the entity is made if there is none
     * @param fields a map or a bean, whose fields are written
     */
    CompletableFuture<Void> mergeEntity(String id, Object fields);

    /** Returns an entity, empty if there is none of that id. */
    Optional<Entity> entity(String id);

    /**
     * Returns an entity's data as a value of a type, empty if there is none of that id.
     *
     * @throws IllegalArgumentException if it is no such value
     */
    <T> Optional<T> entity(String id, Class<T> type);

    /** Removes an entity; does nothing if there is none of that id. */
    CompletableFuture<Void> removeEntity(String id);

    /** Returns all entities, sorted by id. */
    List<Entity> entities();

    /** Adds a waypoint; one of the same id is replaced. */
    CompletableFuture<Void> addWaypoint(Waypoint waypoint);

    /** Removes a waypoint; does nothing, and says nothing, if there is none of that id. */
    CompletableFuture<Void> removeWaypoint(String id);

    /** Returns all waypoints, sorted by id. */
    List<Waypoint> waypoints();

    /**
     * Listens to all changes, local and remote alike, each once, in order for each id. The listener is first told what
     * is there; the changes that follow begin exactly where that ends. It is called by the thread of events.
     */
    Subscription subscribe(Listener listener);

    /**
     * As {@link #subscribe(Listener)}, but the listener is called by an executor, still in order, one call at a time.
     * So a slow listener delays no other one. When {@value #EXECUTOR_EVENTS} events wait the oldest is dropped, and
     * counted.
     *
     * <p>With an executor that runs tasks at once ({@code Runnable::run}) the protocol's own thread calls the listener:
     * nothing is sooner, since no thread has to wake up, but all the node does waits meanwhile. Such a listener
     * returns within microseconds, and waits for nothing.
     */
    Subscription subscribe(Listener listener, Executor executor);

    /** Listens to all changes from about now on, without being told what is there. */
    default Subscription subscribe(Consumer<OverlayEvent> listener) {
        return subscribe(new Listener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                // The caller wants changes only.
            }

            @Override
            public void onEvent(OverlayEvent event) {
                listener.accept(event);
            }
        });
    }

    /** Returns a text that is equal on two nodes if, and as good as only if, their entities and waypoints are. */
    String digest();

    /** Returns how much is held and how far others lag. */
    Load load();

    /** Told what is there, and then of each change. */
    interface Listener {

        /** Called once, before all events. */
        void onSnapshot(Snapshot snapshot);

        /** Called for each change. */
        void onEvent(OverlayEvent event);
    }

    /**
     * What is there at one moment.
     *
     * @param entities sorted by id
     * @param waypoints sorted by id
     */
    record Snapshot(List<Entity> entities, List<Waypoint> waypoints) {}

    /** A listener's standing; closing it ends the calls. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * How much is held.
     *
     * @param entities how many there are
     * @param waypoints how many there are
     * @param bytes about how much heap both take
     * @param pendingDeltas writes of this node that some connected node has not acknowledged
     * @param tombstones what is kept of removed keys; always 0 but for moments in which news arrives out of order
     * @param lag how long the oldest of the pending has waited, {@code null} without any
     */
    record Load(
            int entities,
            int waypoints,
            long bytes,
            long pendingDeltas,
            long tombstones,
            @Nullable Duration lag) {}
}
