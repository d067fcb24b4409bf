package dev.swarm.sample.api;

import dev.swarm.api.Position;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Waypoints on the map, which patrols go to. */
@RestController
@RequestMapping("/api/waypoints")
class WaypointController {

    private static final int MAX = 50;
    private static final int MAX_LABEL = 40;
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 600;

    private final TacticalOverlay overlay;

    WaypointController(TacticalOverlay overlay) {
        this.overlay = overlay;
    }

    /**
     * A place on the map.
     *
     * @param x 0 to 1000
     * @param y 0 to 600
     * @param label for people, at most 40 characters
     */
    record Mark(double x, double y, String label) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CompletableFuture<Map<String, String>> add(@RequestBody Mark mark) {
        boolean onMap = mark.x() >= 0 && mark.x() <= WIDTH && mark.y() >= 0 && mark.y() <= HEIGHT;
        if (!onMap || mark.label().length() > MAX_LABEL) {
            throw new LeagueException(
                    Kind.INVALID, "A waypoint is at 0 to 1000 by 0 to 600, and its label has at most 40 characters");
        }
        if (overlay.waypoints().size() >= MAX) {
            throw new LeagueException(Kind.CONFLICT, "There are " + MAX + " waypoints, which is enough");
        }
        String id = UUID.randomUUID().toString();
        return overlay.addWaypoint(Waypoint.of(id, Position.of(mark.x(), mark.y()), mark.label()))
                .thenApply(done -> Map.of("id", id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    CompletableFuture<Void> remove(@PathVariable String id) {
        return overlay.removeWaypoint(id);
    }
}
