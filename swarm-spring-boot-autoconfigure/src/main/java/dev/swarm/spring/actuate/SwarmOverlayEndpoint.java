package dev.swarm.spring.actuate;

import dev.swarm.api.Entity;
import dev.swarm.api.NodeId;
import dev.swarm.api.Position;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.TacticalOverlay.Load;
import dev.swarm.api.Waypoint;
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

    private static final String SEPARATOR = "/";

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
     * @param entities by id, in the order of the ids
     * @param waypoints in the order of their ids
     * @param pendingDeltas writes of this node that some connected node has not acknowledged
     * @param tombstones what is kept of what was removed
     */
    public record State(
            String digest, Map<String, Version> entities, List<Marker> waypoints, long pendingDeltas, long tombstones)
            implements OperationResponseBody {}

    /**
     * One entity.
     *
     * @param data what was written
     * @param node who wrote it
     * @param stamp what orders its versions
     */
    public record Version(@Nullable Object data, String node, String stamp) implements OperationResponseBody {

        static Version of(Entity entity) {
            return new Version(entity.data(), entity.node().name(), entity.stamp());
        }
    }

    /**
     * One waypoint.
     *
     * @param id its name
     * @param position where it is
     * @param label text for people
     * @param attributes free keys and values
     * @param node who added it
     * @param createdAt when, by that node's clock
     */
    public record Marker(
            String id,
            Position position,
            String label,
            Map<String, String> attributes,
            @Nullable String node,
            @Nullable Instant createdAt) {

        static Marker of(Waypoint waypoint) {
            NodeId node = waypoint.createdBy();
            return new Marker(
                    waypoint.id(),
                    waypoint.position(),
                    waypoint.label(),
                    waypoint.attributes(),
                    node == null ? null : node.name(),
                    waypoint.createdAt());
        }
    }

    /** Returns everything. */
    @ReadOperation
    public State state() {
        String digest = overlay.digest();
        Map<String, Version> entities = new LinkedHashMap<>();
        overlay.entities().forEach(entity -> entities.put(entity.id(), Version.of(entity)));
        List<Marker> waypoints = overlay.waypoints().stream().map(Marker::of).toList();
        Load load = overlay.load();
        return new State(digest, entities, waypoints, load.pendingDeltas(), load.tombstones());
    }

    /**
     * Returns one entity.
     *
     * @param id its id, cut at slashes
     * @return {@code null}, which is answered as not found, if there is none
     */
    @ReadOperation
    public @Nullable Version entity(@Selector(match = Selector.Match.ALL_REMAINING) String... id) {
        return overlay.entity(String.join(SEPARATOR, id)).map(Version::of).orElse(null);
    }
}
