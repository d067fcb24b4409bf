package dev.swarm.comms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threads of handlers, of both kinds. */
class CrewTest {

    private static final int TASKS = 400;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allTasksRunThoughManyBlock(boolean best) throws Exception {
        try (Crew crew = best ? Crew.of("crew") : Crew.ofSystemThreads("crew")) {
            CountDownLatch latch = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(TASKS);
            for (int i = 0; i < TASKS; i++) {
                crew.execute(() -> {
                    await(latch);
                    done.countDown();
                });
            }
            latch.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndInterruptsAndRefuses(boolean best) throws Exception {
        Crew crew = best ? Crew.of("crew") : Crew.ofSystemThreads("crew");
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        crew.execute(() -> {
            began.countDown();
            await(new CountDownLatch(1));
            interrupted.countDown();
        });
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();

        crew.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> crew.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
