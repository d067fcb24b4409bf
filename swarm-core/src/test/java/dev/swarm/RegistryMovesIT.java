package dev.swarm;

import static dev.swarm.RegistryNodes.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerSpec;
import dev.swarm.api.registry.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of the features about moves that need whole nodes; docs/registry-tests.md lists them all. */
class RegistryMovesIT {

    private final RegistryNodes nodes = new RegistryNodes();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private List<Swarm> all = List.of();

    @BeforeEach
    void start() {
        all = nodes.start("a", "b");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void theStateComesOnceAndBeforeAnyMessageAndTheOldLifeIsToldToStop() {
        nodes.addType("teller", context -> new Teller(Handoff.resume("what I know")));
        moveUnderFire();
        assertThat(log).containsSubsequence("a starts", "a begins handoff", "a stops MOVED");
        assertThat(log).containsSubsequence("a begins handoff", "b starts", "b takes what I know");
        assertThat(count("b takes")).isOne();
        assertThat(count("a begins handoff")).isOne();
        int taken = log.indexOf("b takes what I know");
        assertThat(log.subList(0, taken)).noneMatch(line -> line.startsWith("b hears"));
        assertThat(log.subList(log.indexOf("a begins handoff"), log.size()))
                .noneMatch(line -> line.startsWith("a hears"));
    }

    @Test
    void whoRestartsIsGivenNothing() {
        nodes.addType("teller", context -> new Teller(Handoff.restart()));
        moveUnderFire();
        assertThat(log).containsSubsequence("a begins handoff", "b starts");
        assertThat(count("b takes")).isZero();
    }

    @Test
    void aPeriodicWorkerGoesOnWithItsDelayAfterAMove() {
        nodes.addType("ticker", context -> new Ticker());
        all.get(0)
                .registry()
                .register(WorkerSpec.of("name", "ticker", 7).near("a"))
                .join();
        await().atMost(LONG).until(() -> count("a ticks after 7 ms") > 2);
        all.get(1).registry().hint("name", "b").join();
        nodes.awaitAt("name", "b");
        await().atMost(LONG).until(() -> count("b ticks after 7 ms") > 2);
    }

    /** Tells a worker two hundred things while it moves, each of which is handled once. */
    private void moveUnderFire() {
        all.get(1)
                .registry()
                .register(WorkerSpec.of("name", "teller", null).near("a"))
                .join();
        nodes.awaitAt("name", "a");
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            told.add(all.get(i % 2).registry().tell("name", i));
            if (i == 50) {
                told.add(all.get(1).registry().hint("name", "b"));
            }
        }
        CompletableFuture.allOf(told.toArray(CompletableFuture[]::new)).join();
        nodes.awaitAt("name", "b");
        await().atMost(LONG).until(() -> count("a hears") + count("b hears") == 200);
        await().atMost(LONG).until(() -> log.contains("a stops MOVED"));
        assertThat(log.stream().filter(line -> line.contains(" hears ")).map(line -> line.substring(2)))
                .doesNotHaveDuplicates();
    }

    private long count(String start) {
        return log.stream().filter(line -> line.startsWith(start)).count();
    }

    /** Tells what happens to it. */
    private final class Teller implements SwarmWorker {

        private final Handoff handoff;
        private String node = "";

        Teller(Handoff handoff) {
            this.handoff = handoff;
        }

        @Override
        public void onStart(WorkerContext context) {
            node = context.node().name();
            log.add(node + " starts");
        }

        @Override
        public @Nullable Object onMessage(WorkerMessage message) {
            log.add(node + " hears " + message.as(Integer.class));
            return null;
        }

        @Override
        public Handoff beginHandoff() {
            log.add(node + " begins handoff");
            return handoff;
        }

        @Override
        public void endHandoff(WorkerState state) {
            log.add(node + " takes " + state.as(String.class));
        }

        @Override
        public void onStop(StopReason reason) {
            log.add(node + " stops " + reason);
        }
    }

    /** Ticks by itself, with the delay it was registered with, which is its state. */
    private final class Ticker implements SwarmWorker {

        private @Nullable WorkerContext context;
        private int millis;

        @Override
        public void onStart(WorkerContext own) {
            context = own;
            millis = Objects.requireNonNull(own.args().as(Integer.class));
            next();
        }

        @Override
        public @Nullable Object onMessage(WorkerMessage message) {
            log.add(Objects.requireNonNull(context).node() + " ticks after " + millis + " ms");
            next();
            return null;
        }

        @Override
        public Handoff beginHandoff() {
            return Handoff.resume(millis);
        }

        @Override
        public void endHandoff(WorkerState state) {
            millis = state.as(Integer.class);
        }

        private void next() {
            Objects.requireNonNull(context).later(Duration.ofMillis(millis), "tick");
        }
    }
}
