package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What users read of names. */
class RegistryModelTest {

    private static final int FEW = 1_000;
    private static final int MANY = 500_000;
    private static final int LOOK_UPS = 200_000;
    private static final NodeId NODE = NodeId.of("node");

    /**
     * Going through all would cost five hundred times as much; memory that is further away costs some times as much.
     */
    @Test
    void aLookUpCostsAboutTheSameAtAnySize() {
        RegistryModel small = model(FEW);
        RegistryModel large = model(MANY);
        assertThat(small.count()).isEqualTo(FEW);
        assertThat(large.count()).isEqualTo(MANY);
        assertThat(bestNanos(large, MANY)).isLessThan(50 * bestNanos(small, FEW));
    }

    private static RegistryModel model(int size) {
        RegistryModel model = new RegistryModel();
        for (int i = 0; i < size; i++) {
            model.put(new WorkerRef(name(i), NODE, "type", i));
        }
        return model;
    }

    /** The best of some rounds, so that pauses of the machine do not count. */
    private static long bestNanos(RegistryModel model, int size) {
        String[] names = new String[LOOK_UPS];
        for (int i = 0; i < LOOK_UPS; i++) {
            names[i] = name((int) (i * 7919L % size));
        }
        return LongStream.range(0, 10)
                .map(round -> {
                    long begun = System.nanoTime();
                    long found = 0;
                    for (String name : names) {
                        found += model.whereis(name) == null ? 0 : 1;
                    }
                    assertThat(found).isEqualTo(LOOK_UPS);
                    return System.nanoTime() - begun;
                })
                .min()
                .orElseThrow();
    }

    private static String name(int number) {
        return "name-" + number;
    }
}
