package dev.swarm.engine.monitor;

import dev.swarm.engine.wire.Coordinate;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where this node is in the space of round-trip times: as if springs hung between nodes, each as long as a round trip
 * takes, and every measurement let one of them pull or push a little (Dabek and others, <i>Vivaldi</i>, SIGCOMM 2004).
 * With what Serf adds, in the same order and with the same constants, so that its agents and nodes of ours make one
 * space: gravity against drift (Ledlie, Gardner, Seltzer, <i>Network Coordinates in the Wild</i>, NSDI 2007) and an
 * offset for what no space of few dimensions can express (Lee and others, IEEE/ACM Transactions on Networking 18.1,
 * 2010). The coordinate is sound after every measurement, or starts anew at the origin.
 */
final class Vivaldi {

    /** Error of a node that knows nothing, and the highest. */
    static final double ERROR_MAX = 1.5;

    /** Longer round trips are no measurements. */
    static final double LONGEST_SECONDS = 10;

    /** How much one measurement changes the error, and the coordinate (Vivaldi section 3.4). */
    private static final double TUNING = 0.25;

    private static final int ADJUSTMENT_WINDOW = 20;
    private static final double HEIGHT_MIN = 10e-6;

    /** At so many seconds from the origin gravity is one second. */
    private static final double GRAVITY_RHO = 150;

    /** Below that, two points are the same, and times are no times. */
    private static final double ZERO = 1e-6;

    private static final Coordinate ORIGIN = Coordinate.of(new double[Coordinate.DIMENSIONS], ERROR_MAX, 0, HEIGHT_MIN);

    private final SplittableRandom random;
    private final double[] offsets = new double[ADJUSTMENT_WINDOW];
    private int nextOffset;
    private Coordinate own = ORIGIN;
    private int resets;

    Vivaldi(SplittableRandom random) {
        this.random = random;
    }

    /** Returns where this node is. */
    Coordinate own() {
        return own;
    }

    /** Returns how often it had to start anew. */
    int resets() {
        return resets;
    }

    /**
     * Takes a measurement.
     *
     * @param other where the other node says it is
     * @param seconds the round-trip time, 0 to {@link #LONGEST_SECONDS}
     */
    void learn(Coordinate other, double seconds) {
        double[] point = own.point();
        double time = Math.max(seconds, ZERO);
        double distance = own.distanceTo(other);
        double weight = own.error() / Math.max(own.error() + other.error(), ZERO);
        double wrongness = Math.abs(distance - time) / time;
        double error = Math.min(ERROR_MAX, TUNING * weight * wrongness + own.error() * (1 - TUNING * weight));
        double height = push(point, own.height(), TUNING * weight * (time - distance), other);
        boolean isSound = settle(point, error, own.adjustment(), height)
                && settle(point, error, adjust(time - own.bareDistanceTo(other)), height);
        if (isSound) {
            double pull = ORIGIN.distanceTo(own) / GRAVITY_RHO;
            height = push(point, height, -pull * pull, ORIGIN);
            isSound = settle(point, error, own.adjustment(), height);
        }
        if (!isSound) {
            resets++;
            Arrays.fill(offsets, 0);
            own = ORIGIN;
        }
    }

    private boolean settle(double[] point, double error, double adjustment, double height) {
        boolean isSound = Coordinate.isSound(point, error, adjustment, height);
        if (isSound) {
            own = Coordinate.of(point, error, adjustment, height);
        }
        return isSound;
    }

    /** Moves the point away from another one, or towards it if the force is negative; returns the new height. */
    private double push(double[] point, double height, double force, Coordinate from) {
        double[] way = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            way[i] = point[i] - from.axis(i);
        }
        double length = length(way);
        boolean isApart = length > ZERO;
        if (!isApart) {
            length = anyWay(way);
        }
        for (int i = 0; i < point.length; i++) {
            point[i] += way[i] / length * force;
        }
        return isApart ? Math.max((height + from.height()) * force / length + height, HEIGHT_MIN) : height;
    }

    /** Fills in a random direction, or the first axis if chance has none; returns the length. */
    private double anyWay(double[] way) {
        for (int i = 0; i < way.length; i++) {
            way[i] = random.nextDouble() - 0.5;
        }
        double length = length(way);
        if (length <= ZERO) {
            way[0] = 1;
            length = length(way);
        }
        return length;
    }

    private static double length(double[] way) {
        double sum = 0;
        for (double each : way) {
            sum += each * each;
        }
        return Math.sqrt(sum);
    }

    /** Half of what distances were wrong by lately belongs to this end. */
    private double adjust(double wrongBySeconds) {
        offsets[nextOffset] = wrongBySeconds;
        nextOffset = (nextOffset + 1) % ADJUSTMENT_WINDOW;
        double sum = 0;
        for (double each : offsets) {
            sum += each;
        }
        return sum / (2 * ADJUSTMENT_WINDOW);
    }
}
