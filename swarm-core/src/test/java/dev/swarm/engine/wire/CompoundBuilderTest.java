package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompoundBuilderTest {

    private static final long SEED = 255;

    @Test
    void aSinglePartTravelsBare() {
        CompoundBuilder builder = new CompoundBuilder(10);
        byte[] part = part(10);

        assertThat(builder.add(part)).isTrue();
        assertThat(builder.build()).isSameAs(part);
    }

    @Test
    void severalPartsTravelBehindTheirLengths() {
        CompoundBuilder builder = new CompoundBuilder(100);
        builder.add(new byte[] {1});
        builder.add(new byte[] {2, 3});

        assertThat(builder.build()).containsExactly(7, 2, 0, 1, 0, 2, 1, 2, 3);
    }

    @Test
    void nothingCannotBeBuilt() {
        assertThatIllegalStateException().isThrownBy(() -> new CompoundBuilder(10).build());
        assertThat(new CompoundBuilder(10).length()).isZero();
    }

    @Test
    void aPartThatDoesNotFitIsNotAdded() {
        CompoundBuilder builder = new CompoundBuilder(20);

        assertThat(builder.add(part(21))).isFalse();
        assertThat(builder.add(part(10))).isTrue();
        assertThat(builder.room()).isEqualTo(20 - 10 - 2 - 2 * 2);
        assertThat(builder.add(part(5))).isFalse();
        assertThat(builder.parts()).isEqualTo(1);
        assertThat(builder.add(part(4))).isTrue();
        assertThat(builder.build()).hasSize(20);
        assertThat(builder.room()).isZero();
    }

    @Test
    void atMost255PartsFit() {
        CompoundBuilder builder = new CompoundBuilder(Integer.MAX_VALUE);
        for (int i = 0; i < CompoundBuilder.MAX_PARTS; i++) {
            assertThat(builder.add(part(1))).isTrue();
        }

        assertThat(builder.room()).isZero();
        assertThat(builder.add(part(1))).isFalse();
        assertThat(builder.build()[1] & 0xFF).isEqualTo(CompoundBuilder.MAX_PARTS);
    }

    @Test
    void aPartFitsItsLengthField() {
        CompoundBuilder builder = new CompoundBuilder(Integer.MAX_VALUE);

        assertThat(builder.room()).isEqualTo(65_535);
    }

    @Test
    void costRoomAndLengthAlwaysAgree() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 2_000; round++) {
            int budget = random.nextInt(2_000);
            CompoundBuilder builder = new CompoundBuilder(budget);
            for (int i = 0; i < 30; i++) {
                byte[] part = part(1 + random.nextInt(100));
                int lengthBefore = builder.length();
                int cost = builder.costOf(part.length);
                boolean fits = part.length <= builder.room();

                assertThat(fits).as("seed %d", SEED).isEqualTo(lengthBefore + cost <= budget);
                assertThat(builder.add(part)).isEqualTo(fits);
                assertThat(builder.length()).isEqualTo(fits ? lengthBefore + cost : lengthBefore);
            }
            if (builder.parts() > 0) {
                assertThat(builder.build()).hasSize(builder.length()).hasSizeLessThanOrEqualTo(budget);
            }
        }
    }

    private static byte[] part(int length) {
        byte[] part = new byte[length];
        Arrays.fill(part, (byte) MessageType.USER);
        return part;
    }
}
