package dev.swarm.sample.league;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.failure.WorkerUnreachableException;
import dev.swarm.sample.league.LeagueException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryTest {

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void whatFailsWhileAWorkerMovesSucceedsInTheEnd() {
        Retry retry = new Retry(Duration.ofMinutes(1));

        CompletableFuture<String> done = retry.whileItPasses("Night Spark", () -> switch (tries.incrementAndGet()) {
            case 1 -> failed(new WorkerUnreachableException("hero:1", "it is between two places", true));
            case 2 -> failed(new UnknownNameException("hero:1"));
            default -> CompletableFuture.completedFuture("assigned");
        });

        assertThat(done.join()).isEqualTo("assigned");
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatDoesNotPassIsNotTriedAgain() {
        Retry retry = new Retry(Duration.ofMinutes(1));

        assertThatThrownBy(() -> again(retry, new LeagueException(Kind.GONE, "Night Spark has fallen")))
                .hasCauseInstanceOf(LeagueException.class)
                .hasMessageContaining("Night Spark has fallen");
        assertThatThrownBy(() -> again(retry, new IllegalStateException("broken")))
                .hasMessageContaining("Night Spark: broken");
        assertThat(tries).hasValue(2);
    }

    @Test
    void whenTimeIsUpItIsSaidWhy() {
        Retry retry = new Retry(Duration.ZERO);

        assertThatThrownBy(() -> again(retry, new UnknownNameException("hero:1")))
                .hasMessageContaining("Night Spark is not on duty anywhere at the moment");
        assertThat(tries).hasValue(1);
    }

    private void again(Retry retry, RuntimeException reason) {
        retry.whileItPasses("Night Spark", () -> {
                    tries.incrementAndGet();
                    return failed(reason);
                })
                .join();
    }

    private static CompletableFuture<String> failed(RuntimeException reason) {
        return CompletableFuture.failedFuture(reason);
    }
}
