package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final List<String> log = new ArrayList<>();
    private int ticks;
    private final Turns turns = new Turns(
            () -> new Now(++ticks, 0),
            now -> log.add("after " + now.nanos()),
            (step, cause) -> log.add(step + " failed: " + cause.getMessage()));

    @Test
    void eachStepHasATimeOfItsOwnAndIsActedOn() {
        turns.run("a", now -> log.add("a " + now.nanos()));
        turns.run("b", now -> log.add("b " + now.nanos()));

        assertThat(log).containsExactly("a 1", "after 1", "b 2", "after 2");
    }

    @Test
    void newsDuringAStepWaitsUntilItsOutputsAreOut() {
        turns.run("a", now -> turns.run("b", later -> log.add("b " + later.nanos())));

        assertThat(log).containsExactly("after 1", "b 2", "after 2");
    }

    @Test
    void theFirstStepThatThrowsIsTheLast() {
        turns.run("a", now -> {
            turns.run("waiting", later -> log.add("never"));
            throw new IllegalStateException("broken");
        });
        boolean taken = turns.run("b", now -> log.add("never"));

        assertThat(taken).isFalse();
        assertThat(log).containsExactly("a failed: broken");
    }

    @Test
    void evenAnErrorEndsOnlyTheNode() {
        turns.run("a", now -> {
            throw new AssertionError("bug");
        });

        assertThat(log).containsExactly("a failed: bug");
    }

    @Test
    void afterTheEndNothingRuns() {
        turns.end();

        assertThat(turns.run("a", now -> log.add("never"))).isFalse();
        assertThat(log).isEmpty();
    }
}
