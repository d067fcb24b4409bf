package dev.swarm.spring.actuate;

import dev.swarm.api.Entity;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Endpoint that shows the state all nodes share, as this node has it. Reads what is here; asks nobody. */
@Endpoint(id = "swarmoverlay", defaultAccess = Access.READ_ONLY)
public class SwarmOverlayEndpoint {

    private final TacticalOverlay overlay;

    /**
     * Makes one.
     *
     * @param overlay the state
     */
    public SwarmOverlayEndpoint(TacticalOverlay overlay) {
        this.overlay = overlay;
    }

    /**
     * All of the state.
     *
     * @param digest equal on two nodes if their states are
     * @param entities by id
     * @param waypoints sorted by id
     * @param pendingDeltas writes of this node that some connected node has not acknowledged
     * @param tombstones what is kept of what was removed
     * @param bytes about how much heap the state takes
     * @param bytesPerKey the same for each entity or waypoint
     */
    public record State(
            String digest,
            Map<String, Version> entities,
            List<Waypoint> waypoints,
            long pendingDeltas,
            long tombstones,
            long bytes,
            long bytesPerKey)
            implements OperationResponseBody {}

    /**
     * One entity.
     *
     * @param data what was written
     * @param node who wrote it
     * @param stamp what orders its versions
     * @param lastUpdated when it was written, by the writer's clock
     * @param timeToLive how long after that it ends, {@code null} for never
     */
    public record Version(
            @Nullable Object data,
            String node,
            String stamp,
            Instant lastUpdated,
            @Nullable Duration timeToLive) implements OperationResponseBody {

        static Version of(Entity entity) {
            return new Version(
                    entity.data(), entity.node().name(), entity.stamp(), entity.lastUpdated(), entity.timeToLive());
        }
    }

    /** Returns everything. */
    @ReadOperation
    public State state() {
        Map<String, Version> entities = new LinkedHashMap<>();
        overlay.entities().forEach(entity -> entities.put(entity.id(), Version.of(entity)));
        TacticalOverlay.Load load = overlay.load();
        return new State(
                overlay.digest(),
                entities,
                overlay.waypoints(),
                load.pendingDeltas(),
                load.tombstones(),
                load.bytes(),
                load.keys() == 0 ? 0 : load.bytes() / load.keys());
    }

    /**
     * Returns one entity.
     *
     * @param id its id
     * @return {@code null}, which is answered as not found, if there is none
     */
    @ReadOperation
    public @Nullable Version entity(@Selector String id) {
        return overlay.entity(id).map(Version::of).orElse(null);
    }
}
