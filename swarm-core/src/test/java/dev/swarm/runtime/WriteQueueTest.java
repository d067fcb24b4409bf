package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Role;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.Sharing;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way of writes to the loop: in order, bounded, and each answered whatever happens. */
class WriteQueueTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int HALF = (int) (WriteQueue.CAPACITY_BYTES / 2);

    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final Turns turns = new Turns(() -> new Now(0, 0), now -> {}, (step, cause) -> {});
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final WriteQueue queue = new WriteQueue(this::execute, this::schedule, turns, engine(), "answers");
    private final List<Integer> made = new ArrayList<>();
    private boolean ended;

    @Test
    void whatGathersIsMadeInOrderAndAnsweredInOrder() {
        List<Integer> answered = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            CompletableFuture<Void> unused = offer(i, 1).thenRun(() -> answered.add(number));
        }
        assertThat(loop).hasSize(1);
        assertThat(made).isEmpty();

        runAll();

        await().atMost(LONG).until(() -> answered.size() == 10_000);
        List<Integer> all = IntStream.range(0, 10_000).boxed().toList();
        assertThat(made).isEqualTo(all);
        assertThat(answered).isEqualTo(all);
    }

    @Test
    void oneWriteTooManyIsRefusedAtOnceAndThereIsRoomAgainLater() {
        for (int i = 0; i < WriteQueue.CAPACITY; i++) {
            assertThat(offer(i, 1)).isNotCompletedExceptionally();
        }
        assertRefused(offer(-1, 1));
        assertThat(queue.refused()).isOne();

        runAll();

        assertThat(made).hasSize(WriteQueue.CAPACITY);
        CompletableFuture<Void> later = offer(7, 1);
        runAll();
        assertThat(later).succeedsWithin(LONG);
    }

    @Test
    void tooManyBytesAreRefusedToo() {
        assertThat(offer(1, HALF)).isNotCompletedExceptionally();
        assertThat(offer(2, HALF)).isNotCompletedExceptionally();
        assertRefused(offer(3, 1));
        runAll();
        assertThat(made).containsExactly(1, 2);
        CompletableFuture<Void> later = offer(4, 2 * HALF);
        runAll();
        assertThat(later).succeedsWithin(LONG);
    }

    @Test
    void whatIsAnsweredOtherwiseIsRefusedAtOnceAndToldOnlyOfProblems() {
        List<RuntimeException> problems = new CopyOnWriteArrayList<>();
        queue.submit(1, (now, engine) -> made.add(1), problems::add);
        queue.submit(
                1,
                (now, engine) -> {
                    throw new IllegalArgumentException("bad");
                },
                problems::add);
        runAll();
        await().atMost(LONG).until(() -> problems.size() == 1);
        assertThat(made).containsExactly(1);
        assertThat(problems.get(0)).isInstanceOf(IllegalArgumentException.class);

        assertThat(offer(2, (int) WriteQueue.CAPACITY_BYTES)).isNotCompletedExceptionally();
        assertThatThrownBy(() -> queue.submit(1, (now, engine) -> made.add(3), problems::add))
                .isInstanceOf(SwarmRejectedException.class);
        queue.end();
        await().atMost(LONG).until(() -> problems.size() == 1);
    }

    @Test
    void whoFollowsIsToldOnceOfTheEndBeItGoodOrNot() {
        List<String> told = new CopyOnWriteArrayList<>();
        queue.follow(
                followed(1, (now, engine) -> made.add(made.indexOf(-1) * 10), problem -> told.add("one " + problem)));
        queue.follow(followed(
                1,
                (now, engine) -> {
                    throw new IllegalArgumentException("bad");
                },
                problem -> told.add("two " + Objects.requireNonNull(problem).getMessage())));
        assertThat(told).isEmpty();
        runAll();
        await().atMost(LONG).until(() -> told.size() == 2);
        assertThat(told).containsExactly("one null", "two bad");
        // both are foreseen before the first is made
        assertThat(made).containsExactly(-1, -1, 0);

        queue.follow(followed(
                (int) WriteQueue.CAPACITY_BYTES,
                (now, engine) -> made.add(2),
                problem -> told.add("three " + (problem instanceof SwarmRejectedException))));
        Followed fourth = followed(1, (now, engine) -> made.add(3), problem -> told.add("four"));
        assertThatThrownBy(() -> queue.follow(fourth)).isInstanceOf(SwarmRejectedException.class);
        queue.end();
        await().atMost(LONG).until(() -> told.size() == 3);
        assertThat(told).endsWith("three true");
    }

    private Followed followed(
            int size, BiConsumer<Now, SwarmEngine> change, Consumer<@Nullable RuntimeException> ended) {
        return followed(1, size, change, ended);
    }

    private Followed followed(
            int changes, int size, BiConsumer<Now, SwarmEngine> change, Consumer<@Nullable RuntimeException> ended) {
        return new Followed(changes, size) {
            @Override
            public void foresee(SwarmEngine engine) {
                made.add(-1);
            }

            @Override
            public void make(Now now, SwarmEngine engine) {
                change.accept(now, engine);
            }

            @Override
            public void ended(@Nullable RuntimeException problem) {
                ended.accept(problem);
            }
        };
    }

    @Test
    void whatCountsForManyTakesTheirPlacesInAStep() {
        List<List<Integer>> steps = new ArrayList<>();
        List<Integer> sizes = List.of(300, 212, 1, 511, 1, 700, 1);
        for (int size : sizes) {
            queue.follow(followed(size, 0, (now, engine) -> made.add(size), problem -> {}));
        }
        while (!loop.isEmpty()) {
            made.clear();
            loop.remove().run();
            steps.add(made.stream().filter(size -> size > 0).toList());
        }
        assertThat(steps).containsExactly(List.of(300, 212), List.of(1, 511), List.of(1), List.of(700), List.of(1));
    }

    @Test
    void whatCountsForManyTakesTheirRoomAndWhatGoesOnIsNotRefused() {
        List<String> told = new CopyOnWriteArrayList<>();
        Followed all = followed(WriteQueue.CAPACITY, 0, (now, engine) -> made.add(1), problem -> told.add("all"));
        queue.follow(all);
        assertThatThrownBy(() -> queue.follow(followed(1, 1, (now, engine) -> made.add(2), problem -> told.add("one"))))
                .isInstanceOf(SwarmRejectedException.class);
        queue.followOn(followed(100, 1, (now, engine) -> made.add(3), problem -> told.add("more")));
        assertRefused(offer(4, 1));
        runAll();
        await().atMost(LONG).until(() -> told.size() == 2);
        assertThat(made).containsExactly(-1, 1, -1, 3);

        // all places are free again, and no more than there were
        queue.follow(followed(WriteQueue.CAPACITY, 0, (now, engine) -> made.add(5), problem -> told.add("again")));
        assertRefused(offer(4, 1));
        runAll();
        assertThat(made).endsWith(-1, 5);
        await().atMost(LONG).until(() -> told.size() == 3);
        queue.end();
        queue.followOn(followed(1, 1, (now, engine) -> made.add(6), problem -> told.add(String.valueOf(problem))));
        await().atMost(LONG).until(() -> told.size() == 4);
        assertThat(told.get(3)).contains("does not run");
        assertThat(made).doesNotContain(6);
    }

    @Test
    void aStepIsShortAndTheNextWaitsForTheTurnAfterIt() {
        Deque<Runnable> later = new ArrayDeque<>();
        WriteQueue patient = new WriteQueue(
                this::execute, (task, delay) -> (delay == 0 ? later : timers).add(task), turns, engine(), "answers");
        List<CompletableFuture<Void>> offered = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            offered.add(patient.offer(1, (now, engine) -> made.add(number)));
        }
        runAll();
        assertThat(made).hasSizeBetween(100, 999);
        assertThat(later).hasSize(1);

        patient.end();
        assertThat(offered.get(0)).succeedsWithin(LONG);
        assertRefused(offered.get(999));
        assertRefused(patient.offer(1, (now, engine) -> made.add(-1)));
        later.remove().run();
        assertThat(made).doesNotContain(-1, 999);
    }

    /** Refusals for the number of writes must not make room for more bytes than there may be. */
    @Test
    void refusalsDoNotLoosenTheBoundOfBytes() {
        for (int i = 0; i < WriteQueue.CAPACITY; i++) {
            assertThat(offer(i, 1)).isNotCompletedExceptionally();
        }
        for (int i = 0; i < 100; i++) {
            assertRefused(offer(-1, HALF));
        }
        runAll();

        assertThat(offer(1, HALF)).isNotCompletedExceptionally();
        assertThat(offer(2, HALF)).isNotCompletedExceptionally();
        assertRefused(offer(3, HALF));
    }

    @Test
    void whatTheEngineRefusesFailsItsFutureAlone() {
        CompletableFuture<Void> before = offer(1, 1);
        CompletableFuture<Void> refused = queue.offer(1, (now, engine) -> {
            throw new IllegalArgumentException("too long");
        });
        CompletableFuture<Void> after = offer(2, 1);
        runAll();
        assertThat(before).succeedsWithin(LONG);
        assertThatThrownBy(refused::join).hasRootCauseMessage("too long");
        assertThat(after).succeedsWithin(LONG);
        assertThat(made).containsExactly(1, 2);
    }

    @Test
    void whenTheNodeEndsAllThatWaitFail() {
        CompletableFuture<Void> first = offer(1, 1);
        CompletableFuture<Void> second = offer(2, 1);
        turns.end();
        runAll();
        assertRefused(first);
        assertRefused(second);
        assertThat(made).isEmpty();
    }

    @Test
    void whenTheLoopHasEndedEachWriteFails() {
        ended = true;
        assertRefused(offer(1, 1));
        assertRefused(offer(2, 1));
        assertRefused(offer(3, 2 * HALF));
        assertRefused(offer(4, 2 * HALF));
        assertThat(queue.refused()).isZero();
    }

    @Test
    void aStepThatBreaksTheNodeFailsItsWrites() {
        CompletableFuture<Void> first = offer(1, 1);
        CompletableFuture<Void> broken = queue.offer(1, (now, engine) -> {
            throw new IllegalStateException("our bug");
        });
        runAll();
        assertRefused(first);
        assertRefused(broken);
    }

    /** Whoever subscribes and then writes must hear of what it wrote, though a step is about to begin. */
    @Test
    void whatComesBetweenWritesHasAStepOfItsOwnInTheirOrder() {
        List<Integer> steps = new ArrayList<>();
        CompletableFuture<Void> before = offer(1, 1);
        queue.between((now, engine) -> steps.addAll(made));
        CompletableFuture<Void> after = offer(2, 1);
        queue.between((now, engine) -> made.add(3));
        runAll();
        assertThat(steps).containsExactly(1);
        assertThat(made).containsExactly(1, 2, 3);
        assertThat(before).isDone();
        assertThat(after).isDone();

        queue.end();
        assertThatThrownBy(() -> queue.between((now, engine) -> made.add(4)))
                .isInstanceOf(SwarmRejectedException.class);
        assertThat(made).doesNotContain(4);
    }

    /** How {@link CompletableFuture#allOf} attaches itself cannot be seen, so it is told a little later. */
    @Test
    void whatAttachesItselfUnseenIsToldALittleLater() {
        CompletableFuture<Void> first = offer(1, 1);
        CompletableFuture<Void> second = offer(2, 1);
        runAll();
        CompletableFuture<Void> both = CompletableFuture.allOf(first, second);
        assertThat(timers).hasSize(1);
        timers.remove().run();
        assertThat(both).succeedsWithin(LONG);

        CompletableFuture<Void> third = offer(3, 1);
        runAll();
        assertThat(timers).hasSize(1);
        timers.remove().run();
        assertThat(third).succeedsWithin(LONG);
    }

    @Test
    void endedFuturesThatNobodyLooksAtAreFewAndSettledWhenTheNodeEnds() {
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Void> unused = offer(i, 1);
            runAll();
        }
        CompletableFuture<Void> last = offer(100, 1);
        runAll();
        CompletableFuture<Void> unseen = CompletableFuture.allOf(last, last);
        assertThat(timers).hasSize(1);
        queue.end();
        assertThat(unseen).succeedsWithin(LONG);
    }

    private CompletableFuture<Void> offer(int number, int size) {
        return queue.offer(size, (now, engine) -> made.add(number));
    }

    private void execute(Runnable task) {
        if (ended) {
            throw new RejectedExecutionException();
        }
        loop.add(task);
    }

    private void schedule(Runnable task, long delayNanos) {
        if (delayNanos == 0) {
            execute(task);
        } else {
            timers.add(task);
        }
    }

    private void runAll() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    private static void assertRefused(CompletableFuture<Void> write) {
        assertThat(write).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(SwarmRejectedException.class);
    }

    private static SwarmEngine engine() {
        NodeMeta meta = new NodeMeta(new VersionRange(1, 1), 1, Role.WINGMATE, "test", null, new TreeMap<>(), null);
        return new SwarmEngine(Sharing.node(meta, Sharing.registry()), new StepOutbox(() -> true));
    }
}
