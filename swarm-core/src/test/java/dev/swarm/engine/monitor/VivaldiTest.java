package dev.swarm.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.swarm.engine.wire.Coordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The figures that Serf's own implementation is held to: networks of known distances, and what it does to single
 * points.
 */
class VivaldiTest {

    private static final int CYCLES = 1_000;

    /** A distance in milliseconds between two of the nodes. */
    private interface Truth {

        double millis(int one, int other);
    }

    @Test
    void startsAtTheOriginAndKnowsNothing() {
        Coordinate start = vivaldi(1).own();
        assertThat(start.point()).containsOnly(0);
        assertThat(start.error()).isEqualTo(1.5);
        assertThat(start.height()).isEqualTo(1e-5);
        assertThat(start.adjustment()).isZero();
    }

    @Test
    void aLongerTimeThanExpectedPushesAway() {
        Vivaldi vivaldi = vivaldi(1);
        double[] above = new double[8];
        above[2] = 0.001;
        vivaldi.learn(Coordinate.of(above, 1.5, 0, 1e-5), 0.002);
        assertThat(vivaldi.own().axis(2)).isNegative();
        assertThat(vivaldi.own().axis(0)).isCloseTo(0, within(1e-9));
        assertThat(vivaldi.own().height()).isGreaterThan(1e-5);
    }

    @Test
    void adjustmentsThatWouldMakeADistanceVanishAreLeftOut() {
        double[] one = {-0.5, 1.3, 2.4, 0, 0, 0, 0, 0};
        double[] other = {1.2, -2.3, 3.4, 0, 0, 0, 0, 0};
        double bare = 4.104875150354758;
        assertThat(at(one, -1e5, 0).distanceTo(at(other, 0, 0))).isCloseTo(bare, within(1e-9));
        assertThat(at(one, .1, 0).distanceTo(at(other, .2, 0))).isCloseTo(bare + .3, within(1e-9));
        assertThat(at(one, .1, .7).distanceTo(at(other, .2, .1))).isCloseTo(bare + 1.1, within(1e-9));
        assertThat(at(one, .1, .7).roundTripTo(at(other, .2, .1)))
                .isBetween(Duration.ofMillis(5204), Duration.ofMillis(5205));
    }

    @Test
    void aLineOfNodesIsFound() {
        assertErrors(10, (i, j) -> Math.abs(i - j) * 10.0, 0.0031, 0.0130);
    }

    @Test
    void aGridOfNodesIsFound() {
        assertErrors(25, (i, j) -> Math.hypot(i % 5 - j % 5, i / 5 - j / 5) * 10, 0.0016, 0.0230);
    }

    @Test
    void twoPlacesFarApartAreFound() {
        assertErrors(25, (i, j) -> i <= 12 == j <= 12 ? 1 : 11, 0.000060, 0.00048);
    }

    @Test
    void aNodeBehindASlowLineIsFound() {
        Truth circle = (i, j) -> i == 0 || j == 0 ? 200 : 200 * Math.abs(Math.sin(Math.PI * (i - j) / 25.0));
        assertErrors(25, circle, 0.0028, 0.064);
    }

    @Test
    void nothingBreaksItForGood() {
        SplittableRandom chance = new SplittableRandom(7);
        Vivaldi vivaldi = vivaldi(7);
        for (int i = 0; i < 100_000; i++) {
            double[] point = new double[8];
            for (int axis = 0; axis < 8; axis++) {
                point[axis] = chance.nextDouble(-1e6, 1e6);
            }
            Coordinate wild =
                    Coordinate.of(point, chance.nextDouble(1e6), chance.nextDouble(-1e6, 1e6), chance.nextDouble(1e6));
            vivaldi.learn(wild, chance.nextDouble(10));
            Coordinate own = vivaldi.own();
            assertThat(Coordinate.isSound(own.point(), own.error(), own.adjustment(), own.height()))
                    .isTrue();
        }
        assertThat(vivaldi.resets()).isPositive();
        for (int i = 0; i < 2_000; i++) {
            vivaldi.learn(Coordinate.of(new double[8], 0.1, 0, 1e-5), 0.02);
        }
        assertThat(vivaldi.own().distanceTo(Coordinate.of(new double[8], 0.1, 0, 1e-5)))
                .isCloseTo(0.02, within(0.002));
    }

    private static void assertErrors(int nodes, Truth truth, double mean, double most) {
        List<Vivaldi> all = simulate(nodes, truth);
        double sum = 0;
        double worst = 0;
        int pairs = 0;
        for (int i = 0; i < nodes; i++) {
            for (int j = i + 1; j < nodes; j++) {
                double expected = truth.millis(i, j) / 1e3;
                double estimated = all.get(i).own().distanceTo(all.get(j).own());
                double error = Math.abs(estimated - expected) / expected;
                sum += error;
                worst = Math.max(worst, error);
                pairs++;
            }
        }
        assertThat(sum / pairs).isLessThan(mean);
        assertThat(worst).isLessThan(most);
    }

    /** In each cycle each node measures one other. */
    private static List<Vivaldi> simulate(int nodes, Truth truth) {
        SplittableRandom chance = new SplittableRandom(1);
        List<Vivaldi> all = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            all.add(vivaldi(i));
        }
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            for (int i = 0; i < nodes; i++) {
                int j = chance.nextInt(nodes);
                if (j != i) {
                    all.get(i).learn(all.get(j).own(), truth.millis(i, j) / 1e3);
                }
            }
        }
        return all;
    }

    private static Coordinate at(double[] point, double adjustment, double height) {
        return Coordinate.of(point, 1.5, adjustment, height);
    }

    private static Vivaldi vivaldi(long seed) {
        return new Vivaldi(new SplittableRandom(seed));
    }
}
