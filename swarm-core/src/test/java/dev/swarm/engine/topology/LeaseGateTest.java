package dev.swarm.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What other threads see of a command. */
class LeaseGateTest {

    private static final int ROUNDS = 20_000;

    @Test
    void itIsValidUntilTheEndByTheClockOfTheCall() {
        LeaseGate gate = new LeaseGate(7, 100);
        assertThat(gate.term()).isEqualTo(7);
        assertThat(gate.remainingNanos(40)).isEqualTo(60);
        assertThat(gate.remainingNanos(100)).isZero();
        assertThat(gate.remainingNanos(500)).isZero();
        gate.extend(600);
        assertThat(gate.remainingNanos(500)).isEqualTo(100);
    }

    @Test
    void whatIsOverLetsNobodyInAndCountsNobody() {
        LeaseGate gate = new LeaseGate(7, 100);
        assertThat(gate.enter(() -> 99)).isTrue();
        assertThat(gate.isIdle()).isFalse();
        gate.exit();
        assertThat(gate.enter(() -> 100)).isFalse();
        gate.close();
        assertThat(gate.enter(() -> 0)).isFalse();
        assertThat(gate.remainingNanos(0)).isZero();
        assertThat(gate.isIdle()).isTrue();
    }

    /** Either the task sees the end, or whoever ends it sees the task. */
    @Test
    void noTaskRunsAfterTheGateWasClosedAndFoundIdle() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < ROUNDS; i++) {
                LeaseGate gate = new LeaseGate(i, 100);
                CountDownLatch ready = new CountDownLatch(1);
                Future<Boolean> entered = other.submit(() -> {
                    ready.countDown();
                    return gate.enter(() -> 0);
                });
                ready.await();
                gate.close();
                boolean wasIdle = gate.isIdle();
                assertThat(wasIdle && entered.get()).isFalse();
            }
        } finally {
            other.shutdownNow();
        }
    }
}
