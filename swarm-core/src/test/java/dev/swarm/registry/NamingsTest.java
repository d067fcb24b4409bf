package dev.swarm.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Now;
import dev.swarm.registry.worker.Workers;
import dev.swarm.registry.worker.WorkersRig;
import dev.swarm.sim.SimCluster;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each of very many names is registered or fails for itself, whatever becomes of the others, and none is forgotten. */
class NamingsTest {

    private static final int MANY = 2_000;
    private final RuntimeException broken = new SwarmRejectedException("The node does not run");

    private final SimCluster cluster = SimCluster.of(3, SimSettings.of(1));
    private final SimNode node = cluster.node(0);
    private final Workers workers = new WorkersRig().workers();
    private final Steps loop = new Steps();

    /** What waits for its step; a test makes it, or says that it never comes to it. */
    private final class Steps implements Loop {

        private final Deque<Followed> waiting = new ArrayDeque<>();
        private final List<Integer> counts = new ArrayList<>();
        private boolean full;

        @Override
        public void insist(BiConsumer<Now, Registry> report) {
            throw new AssertionError();
        }

        @Override
        public CompletableFuture<Void> offer(int size, BiConsumer<Now, Registry> request) {
            throw new AssertionError();
        }

        @Override
        public void submit(int size, BiConsumer<Now, Registry> request, Consumer<RuntimeException> failed) {
            throw new AssertionError();
        }

        @Override
        public void follow(int size, Followed request) {
            if (full) {
                throw broken;
            }
            followOn(size, request);
        }

        @Override
        public void followOn(int size, Followed request) {
            assertThat(size).isGreaterThanOrEqualTo(request.count());
            counts.add(request.count());
            waiting.add(request);
        }

        /** Makes a step, and says how it ended. */
        void step(@Nullable RuntimeException problem) {
            Followed next = waiting.remove();
            node.engine().batch(node.now(), () -> {
                next.foresee(node.engine().registry());
                node.engine().registry(node.now(), next::ask);
            });
            next.end(problem);
        }

        void steps() {
            while (!waiting.isEmpty()) {
                step(null);
            }
        }
    }

    @BeforeEach
    void start() {
        cluster.start(0);
        cluster.runFor(Duration.ofSeconds(1));
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private CompletableFuture<Map<String, RuntimeException>> ask(List<String> names) {
        List<SwarmWorker> objects = new ArrayList<>();
        names.forEach(name -> objects.add(message -> name));
        return new Namings(loop, workers, names, objects, (name, outcome) -> new IllegalStateException(name + outcome))
                .ask();
    }

    private void assertLives(List<String> names, boolean lives) {
        assertThat(names).allMatch(name -> workers.has(name) == lives);
    }

    @Test
    void aStepTakesSomeAndWhatCameMeanwhileIsNotKeptWaitingForTheRest() {
        List<String> names = names("a", MANY);
        CompletableFuture<Map<String, RuntimeException>> done = ask(names);
        assertThat(loop.waiting).hasSize(1);
        loop.step(null);
        // the rest goes behind what is there by now
        CompletableFuture<Map<String, RuntimeException>> other = ask(List.of("other"));
        loop.step(null);
        loop.step(null);
        assertThat(other).isCompletedWithValue(Map.of());
        assertThat(done).isNotDone();
        loop.steps();

        assertThat(done).isCompletedWithValue(Map.of());
        assertLives(names, true);
        assertThat(names).allMatch(name -> node.names().whereis(name) != null);
        assertThat(loop.counts).allMatch(count -> count <= 512);
        assertThat(loop.counts.stream().mapToInt(count -> count).sum()).isEqualTo(MANY + 1);
    }

    @Test
    void whatIsTakenFailsAlone() {
        assertThat(ask(List.of("a7", "a1999"))).isNotDone();
        loop.steps();
        CompletableFuture<Map<String, RuntimeException>> done = ask(names("a", MANY));
        loop.steps();
        assertThat(done.join()).containsOnlyKeys("a7", "a1999");
        assertThat(done.join().get("a7")).hasMessageContaining("a7").hasMessageContaining("Taken");
        assertLives(names("a", MANY), true);
    }

    @Test
    void whatTheEngineThrowsForANameIsTheEndOfThatOneAlone() {
        String tooLong = "x".repeat(5_000);
        CompletableFuture<Map<String, RuntimeException>> done = ask(List.of("a", tooLong, "b"));
        loop.steps();
        assertThat(done.join()).containsOnlyKeys(tooLong);
        assertThat(done.join().get(tooLong)).hasMessageContaining("Invalid");
        assertLives(List.of("a", "b"), true);
        assertThat(workers.has(tooLong)).isFalse();
    }

    @Test
    void ofNoNamesNothingIsAsked() {
        assertThat(ask(List.of())).isCompletedWithValue(Map.of());
        assertThat(loop.counts).isEmpty();
    }

    @Test
    void whereTooMuchWaitsNoneIsRegistered() {
        loop.full = true;
        CompletableFuture<Map<String, RuntimeException>> done = ask(names("a", MANY));
        assertThatThrownBy(done::join).hasCause(broken);
        assertLives(names("a", MANY), false);
    }

    @Test
    void ofAStepThatFailsNoNameLeadsAnywhereAndThoseBeforeStay() {
        List<String> names = names("a", MANY);
        CompletableFuture<Map<String, RuntimeException>> done = ask(names);
        loop.step(null);
        loop.step(broken);
        // what follows is told on its own that it never comes to its step
        assertThat(loop.waiting).hasSize(1);
        assertThat(done).isNotDone();
        loop.waiting.remove().end(broken);

        assertThat(done.join()).hasSize(MANY - 512).containsValue(broken);
        assertLives(names.subList(0, 512), true);
        assertLives(names.subList(512, MANY), false);
    }

    /** The end of one that has had its step may be told after that of one that never comes to it. */
    @Test
    void itIsDoneWhenAllAreInWhateverOrderTheyEnd() {
        CompletableFuture<Map<String, RuntimeException>> done = ask(names("a", MANY));
        Loop.Followed first = loop.waiting.remove();
        node.engine().batch(node.now(), () -> node.engine().registry(node.now(), first::ask));
        loop.waiting.remove().end(broken);
        assertThat(done).isNotDone();
        first.end(null);
        assertThat(done.join()).hasSize(MANY - 512);
    }
}
