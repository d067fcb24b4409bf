package dev.swarm.api;

/**
 * A place, in whatever frame of reference the users agree upon.
 *
 * @param x first coordinate
 * @param y second coordinate
 * @param z third coordinate, 0 on a map
 */
public record Position(double x, double y, double z) {

    /** Returns a place on a map. */
    public static Position of(double x, double y) {
        return new Position(x, y, 0);
    }
}
