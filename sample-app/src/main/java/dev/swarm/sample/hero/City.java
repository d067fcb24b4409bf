package dev.swarm.sample.hero;

import dev.swarm.api.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The cities there are, each with the node of its name, and where they lie on a map of 1000 by 600. */
public enum City {
    /** In the north-west. */
    GOTHAM(190, 165),
    /** In the north-east. */
    METROPOLIS(810, 185),
    /** In the south. */
    CAPITOL(500, 490);

    /** Where heroes are who are assigned to no city. */
    public static final String HOME = "home";

    /** Where that is on the map. */
    public static final Position HOME_CENTRE = Position.of(500, 215);

    private final double x;
    private final double y;

    City(double x, double y) {
        this.x = x;
        this.y = y;
    }

    /** Returns its name, which its node has too. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns where it is. */
    public Position centre() {
        return Position.of(x, y);
    }

    /** Returns the city of a name, empty if there is none. */
    public static Optional<City> of(String name) {
        return Arrays.stream(values()).filter(city -> city.id().equals(name)).findFirst();
    }

    /** Returns the names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(City::id).toList();
    }

    /** Returns where a location is on the map; of one that is no city, home. */
    public static Position centreOf(String location) {
        return of(location).map(City::centre).orElse(HOME_CENTRE);
    }
}
