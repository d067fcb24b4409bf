package dev.swarm.sample.hero;

import dev.swarm.api.Position;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where heroes are on the map. */
public final class Places {

    private static final double REST_RADIUS = 84;
    private static final double REST_SPREAD = 38;

    /** Part of a turn that is left free for the name below a city. */
    private static final double NAME_BEGIN = 55 / 360.0;

    private static final double NAME_END = 125 / 360.0;

    private static final double PATROL_RADIUS = 95;
    private static final double PATROL_SPREAD = 60;
    private static final double WAYPOINT_SPREAD = 48;

    /** The map is wider than high, and so is what surrounds a place. */
    private static final double FLATNESS = 0.72;

    private Places() {}

    /** Returns where a hero rests at a location: always the same place, and rarely that of another one. */
    public static Position restOf(String id, String location) {
        int hash = id.hashCode();
        double turn = (hash & 0xFFF) / (double) 0x1000;
        double angle = NAME_END + turn * (1 - NAME_END + NAME_BEGIN);
        double radius = REST_RADIUS + REST_SPREAD * ((hash >>> 12 & 0xFFF) / (double) 0x1000);
        return around(City.centreOf(location), angle, radius);
    }

    /** Returns where a patrol leads: to a waypoint if there are any, else somewhere around the city. */
    public static Position patrolOf(String location, List<Position> waypoints, RandomGenerator chance) {
        if (!waypoints.isEmpty()) {
            Position waypoint = waypoints.get(chance.nextInt(waypoints.size()));
            return around(waypoint, chance.nextDouble(), WAYPOINT_SPREAD);
        }
        double radius = PATROL_RADIUS + PATROL_SPREAD * chance.nextDouble();
        return around(City.centreOf(location), chance.nextDouble(), radius);
    }

    private static Position around(Position centre, double turn, double radius) {
        double angle = 2 * Math.PI * turn;
        return Position.of(
                Math.rint(centre.x() + radius * Math.cos(angle)),
                Math.rint(centre.y() + FLATNESS * radius * Math.sin(angle)));
    }
}
