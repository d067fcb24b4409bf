package dev.swarm.sample.page;

import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.sample.api.HeroView;
import dev.swarm.sample.hero.City;
import dev.swarm.sample.league.HeroBoard;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is on the map, as this node knows it.
 *
 * @param places the cities, and home
 * @param heroes all heroes, sorted by id
 * @param waypoints all waypoints, sorted by id
 */
record WorldView(List<Place> places, List<HeroView> heroes, List<Mark> waypoints) {

    /**
     * A place that does not move.
     *
     * @param name of the city, or {@code home}
     * @param x on the map
     * @param y on the map
     */
    record Place(String name, double x, double y) {}

    /**
     * A waypoint.
     *
     * @param id of its own
     * @param label for people
     * @param x on the map
     * @param y on the map
     * @param by the node that it was set on
     */
    record Mark(
            String id,
            String label,
            double x,
            double y,
            @Nullable String by) {

        private static Mark of(Waypoint waypoint) {
            return new Mark(
                    waypoint.id(),
                    waypoint.label(),
                    waypoint.position().x(),
                    waypoint.position().y(),
                    waypoint.createdBy() == null ? null : waypoint.createdBy().name());
        }
    }

    private static final Place HOME = new Place(City.HOME, City.HOME_CENTRE.x(), City.HOME_CENTRE.y());

    private static final List<Place> PLACES = Stream.concat(
                    Stream.of(HOME),
                    Arrays.stream(City.values())
                            .map(city -> new Place(
                                    city.id(), city.centre().x(), city.centre().y())))
            .toList();

    static WorldView of(HeroBoard board, TacticalOverlay overlay) {
        return new WorldView(
                PLACES,
                board.heroes().stream().map(HeroView::of).toList(),
                overlay.waypoints().stream().map(Mark::of).toList());
    }
}
