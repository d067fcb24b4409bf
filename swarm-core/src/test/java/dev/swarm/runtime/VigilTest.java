package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

/** When the loop stays awake though there is nothing to do. */
class VigilTest {

    private static final int NOTHING_READY = 0;
    private static final long MICRO = 1_000;

    private long nanos;
    private final Vigil vigil = new Vigil(true, () -> nanos);

    @Test
    void whereNobodyWaitsItSleeps() throws Exception {
        assertThat(next()).isEqualTo(SelectStrategy.SELECT);
        assertThat(vigil.calculateStrategy(() -> 3, true)).isEqualTo(3);
    }

    @Test
    void whileSomebodyWaitsAndAMomentAfterwardsItStaysAwake() throws Exception {
        vigil.begin();
        assertThat(next()).isEqualTo(NOTHING_READY);
        nanos += 60 * MICRO;
        assertThat(next()).isEqualTo(NOTHING_READY);
        vigil.end(60 * MICRO);
        nanos += 20 * MICRO;
        assertThat(next()).isEqualTo(NOTHING_READY);
        nanos += 20 * MICRO;
        assertThat(next()).isEqualTo(SelectStrategy.SELECT);
    }

    @Test
    void whatTakesLongIsNotWaitedFor() throws Exception {
        vigil.begin();
        nanos += 101 * MICRO;
        assertThat(next()).isEqualTo(SelectStrategy.SELECT);
        for (int i = 0; i < 10; i++) {
            vigil.end(1_000 * MICRO);
            vigil.begin();
        }
        assertThat(next()).isEqualTo(SelectStrategy.SELECT);
        for (int i = 0; i < 30; i++) {
            vigil.end(30 * MICRO);
            vigil.begin();
        }
        assertThat(next()).isEqualTo(NOTHING_READY);
    }

    @Test
    void withOneProcessorItAlwaysSleeps() throws Exception {
        Vigil alone = new Vigil(false, () -> nanos);
        alone.begin();
        assertThat(alone.calculateStrategy(() -> NOTHING_READY, false)).isEqualTo(SelectStrategy.SELECT);
    }

    private int next() throws Exception {
        return vigil.calculateStrategy(() -> NOTHING_READY, false);
    }
}
