package dev.swarm.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeId;
import dev.swarm.api.event.EntityRemoved;
import dev.swarm.api.event.SwarmEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourierTest {

    private static final NodeId NODE = new NodeId("n");

    private final Listeners listeners = new Listeners();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void anExecutorThatRunsAtOnceTellsOnTheCallersThread() {
        listeners.add(this::note, Runnable::run, () -> seen.add("snapshot"));
        listeners.hand(event("a"));
        listeners.hand(event("b"));
        assertThat(seen).containsExactly("snapshot", "a", "b");
    }

    @Test
    void manyThreadsStillTellInOrderAndOneAtATime() {
        int events = 5_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Consumer<SwarmEvent> listener = event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            note(event);
            inside.decrementAndGet();
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            listeners.add(listener, threads, null);
            IntStream.range(0, events).forEach(i -> listeners.hand(event("e" + i)));
            await().untilAsserted(() -> assertThat(seen).hasSize(events));
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen)
                .isEqualTo(IntStream.range(0, events).mapToObj(i -> "e" + i).toList());
        assertThat(most).hasValue(1);
    }

    @Test
    void anExecutorThatDoesNotGetThereLosesTheOldestAndIsCounted() {
        Queue<Runnable> later = new ArrayDeque<>();
        listeners.add(this::note, later::add, null);
        IntStream.range(0, Courier.CAPACITY + 3).forEach(i -> listeners.hand(event("e" + i)));
        assertThat(later).hasSize(1);
        assertThat(listeners.dropped()).isEqualTo(3);

        later.remove().run();
        assertThat(seen).hasSize(Courier.CAPACITY).startsWith("e3");
        listeners.hand(event("last"));
        later.remove().run();
        assertThat(seen).endsWith("last");
    }

    @Test
    void aListenerThatThrowsIsCountedAndHearsTheNext() {
        listeners.add(
                event -> {
                    note(event);
                    throw new AssertionError("on purpose");
                },
                Runnable::run,
                null);
        listeners.hand(event("a"));
        listeners.hand(event("b"));
        assertThat(seen).containsExactly("a", "b");
        assertThat(listeners.failures()).isEqualTo(2);
    }

    @Test
    void anExecutorThatRefusesCostsTheEventAndNothingElse() {
        AtomicInteger refusals = new AtomicInteger(1);
        listeners.add(
                this::note,
                task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new RejectedExecutionException("on purpose");
                    }
                    task.run();
                },
                null);
        listeners.hand(event("a"));
        listeners.hand(event("b"));
        assertThat(seen).containsExactly("b");
        assertThat(listeners.dropped()).isEqualTo(1);
    }

    @Test
    void whoHasUnsubscribedHearsNothingThatWaits() {
        Queue<Runnable> later = new ArrayDeque<>();
        Runnable end = listeners.add(this::note, later::add, null);
        listeners.hand(event("a"));
        end.run();
        end.run();
        later.remove().run();
        listeners.hand(event("b"));
        assertThat(seen).isEmpty();
        assertThat(later).isEmpty();
    }

    private void note(SwarmEvent event) {
        seen.add(((EntityRemoved) event).id());
    }

    private static SwarmEvent event(String id) {
        return new EntityRemoved(id, NODE, Instant.EPOCH);
    }
}
