package dev.swarm.engine.wire;

import java.time.Duration;
import java.util.Arrays;

/**
 * Where a node is in a space in which distances are round-trip times: a point of eight dimensions, and a height over
 * it for the way that every packet of the node takes wherever it goes (Dabek and others, <i>Vivaldi</i>, SIGCOMM
 * 2004, section 5.4), as Serf agents have them. Immutable; all numbers are finite, in seconds but for the error.
 */
public final class Coordinate {

    /** How many dimensions the point has; coordinates of others cannot be compared. */
    public static final int DIMENSIONS = 8;

    /** Beyond that no network of this planet reaches; numbers above are refused, so that no sum overflows. */
    static final double MOST_SECONDS = 1e6;

    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] point;
    private final double error;
    private final double adjustment;
    private final double height;

    private Coordinate(double[] point, double error, double adjustment, double height) {
        this.point = point;
        this.error = error;
        this.adjustment = adjustment;
        this.height = height;
    }

    /**
     * Makes one.
     *
     * @param point as many numbers as there are dimensions; copied
     * @param error how little it is to be trusted, relative to distances; from 0
     * @param adjustment added to each distance to it (Lee and others, 2010)
     * @param height added to each distance to it, from 0
     * @throws IllegalArgumentException if {@link #isSound} says that it is none
     */
    public static Coordinate of(double[] point, double error, double adjustment, double height) {
        if (!isSound(point, error, adjustment, height)) {
            throw new IllegalArgumentException("No coordinate: " + Arrays.toString(point) + ", error " + error
                    + ", adjustment " + adjustment + ", height " + height);
        }
        return new Coordinate(point.clone(), error, adjustment, height);
    }

    /** Tells whether numbers make a coordinate: dimensions fit, all are finite and of this world. */
    public static boolean isSound(double[] point, double error, double adjustment, double height) {
        boolean sound = point.length == DIMENSIONS && error >= 0 && height >= 0;
        for (double axis : point) {
            sound &= isOfThisWorld(axis);
        }
        return sound && isOfThisWorld(error) && isOfThisWorld(adjustment) && isOfThisWorld(height);
    }

    /** False for what is not a number, too. */
    private static boolean isOfThisWorld(double number) {
        return Math.abs(number) <= MOST_SECONDS;
    }

    /** Returns a copy of the point. */
    public double[] point() {
        return point.clone();
    }

    /** Returns one number of the point. */
    public double axis(int dimension) {
        return point[dimension];
    }

    /** Returns how little it is to be trusted, relative to distances. */
    public double error() {
        return error;
    }

    /** Returns what is added to each distance to it, in seconds. */
    public double adjustment() {
        return adjustment;
    }

    /** Returns the height, in seconds. */
    public double height() {
        return height;
    }

    /** Returns the distance in seconds without adjustments; the same both ways. */
    public double bareDistanceTo(Coordinate other) {
        double sum = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            double difference = point[i] - other.point[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum) + height + other.height;
    }

    /** Returns the distance in seconds; adjustments that would make it vanish are left out, as Serf does. */
    public double distanceTo(Coordinate other) {
        double bare = bareDistanceTo(other);
        double adjusted = bare + adjustment + other.adjustment;
        return adjusted > 0 ? adjusted : bare;
    }

    /** Returns about how long a round trip between the two takes. */
    public Duration roundTripTo(Coordinate other) {
        return Duration.ofNanos(Math.round(distanceTo(other) * NANOS_PER_SECOND));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Coordinate that
                && Arrays.equals(point, that.point)
                && Double.compare(error, that.error) == 0
                && Double.compare(adjustment, that.adjustment) == 0
                && Double.compare(height, that.height) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(point) + Arrays.hashCode(new double[] {error, adjustment, height});
    }

    @Override
    public String toString() {
        return Arrays.toString(point) + "+" + height + " (error " + error + ", adjustment " + adjustment + ")";
    }
}
