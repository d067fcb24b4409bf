package dev.swarm.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {

    private static final int CAPACITY = 4;

    private final Listeners listeners = new Listeners();
    private final EventDispatcher dispatcher = new EventDispatcher("test", listeners, CAPACITY);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void release() {
        gate.countDown();
        dispatcher.close(Duration.ofSeconds(5));
    }

    @Test
    void eventsArriveInOrderOnOneThreadOfTheirOwn() {
        List<String> threads = new CopyOnWriteArrayList<>();
        listeners.add(this::note);
        listeners.add(event -> threads.add(Thread.currentThread().getName()));
        dispatcher.start();

        for (int i = 0; i < 3; i++) {
            dispatcher.offer(up("n" + i));
        }

        await().untilAsserted(() -> assertThat(seen).containsExactly("n0", "n1", "n2"));
        await().untilAsserted(() -> assertThat(threads).hasSize(3).containsOnly("swarm-events-test"));
        assertThat(listeners.dispatched()).isEqualTo(3);
    }

    @Test
    void eventsAreHeardWhileAnybodyListensOrATaskMayMakeSomebodyListen() {
        assertThat(dispatcher.isHeard()).isFalse();
        Runnable listening = listeners.add(this::note);
        assertThat(dispatcher.isHeard()).isTrue();
        listening.run();
        assertThat(dispatcher.isHeard()).isFalse();
        Runnable byExecutor = listeners.add(this::note, Runnable::run, null);
        assertThat(dispatcher.isHeard()).isTrue();
        byExecutor.run();
        assertThat(dispatcher.isHeard()).isFalse();
        dispatcher.run(() -> {});
        assertThat(dispatcher.isHeard()).isTrue();
        dispatcher.start();
        await().untilAsserted(() -> assertThat(dispatcher.isHeard()).isFalse());
    }

    @Test
    void aListenerSubscribedTwiceHearsOnceUntilBothSubscriptionsEnd() {
        Consumer<SwarmEvent> listener = this::note;
        Runnable first = listeners.add(listener);
        Runnable second = listeners.add(listener);

        listeners.tell(up("a"));
        first.run();
        first.run();
        listeners.tell(up("b"));
        second.run();
        listeners.tell(up("c"));

        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void aListenerThatThrowsHurtsNobodyElse() {
        listeners.add(event -> {
            throw new IllegalStateException("on purpose");
        });
        listeners.add(event -> {
            throw new AssertionError("on purpose");
        });
        listeners.add(this::note);
        dispatcher.start();

        dispatcher.offer(up("a"));
        dispatcher.offer(up("b"));

        await().untilAsserted(() -> assertThat(seen).containsExactly("a", "b"));
        assertThat(listeners.failures()).isEqualTo(4);
    }

    @Test
    void aBlockedListenerLosesTheOldestAndTheOffererNeverWaits() {
        blockFirst();
        listeners.add(this::note);
        dispatcher.start();
        dispatcher.offer(up("first"));
        await().until(() -> listeners.running() != null);

        IntStream.range(0, 10).forEach(i -> dispatcher.offer(up("n" + i)));
        assertThat(listeners.dropped()).isEqualTo(6);
        gate.countDown();

        await().untilAsserted(() -> assertThat(seen).containsExactly("first", "n6", "n7", "n8", "n9"));
    }

    @Test
    void whatIsQueuedIsDeliveredBeforeTheEnd() {
        listeners.add(this::note);
        dispatcher.offer(up("a"));
        dispatcher.offer(up("b"));
        dispatcher.start();

        dispatcher.close(Duration.ofSeconds(5));

        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void aListenerThatNeverReturnsDoesNotHoldUpTheEnd() {
        CountDownLatch interrupted = new CountDownLatch(1);
        listeners.add(event -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        listeners.add(this::note);
        dispatcher.start();
        dispatcher.offer(up("a"));
        dispatcher.offer(up("b"));
        await().until(() -> listeners.running() != null);

        dispatcher.close(Duration.ofMillis(50));

        await().until(() -> interrupted.getCount() == 0);
        assertThat(seen).doesNotContain("b");
    }

    @Test
    void aListenerMayEndTheDispatcherItself() {
        listeners.add(event -> dispatcher.close(Duration.ofSeconds(30)));
        listeners.add(this::note);
        dispatcher.start();

        dispatcher.offer(up("a"));

        await().atMost(5, TimeUnit.SECONDS).untilAsserted(() -> assertThat(seen).containsExactly("a"));
    }

    @Test
    void closingOneThatNeverStartedDoesNothing() {
        assertThatCode(() -> dispatcher.close(Duration.ofSeconds(5))).doesNotThrowAnyException();
    }

    private void note(SwarmEvent event) {
        seen.add(event.node().name());
    }

    private void blockFirst() {
        listeners.add(event -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static NodeUp up(String name) {
        Member member = new Member(
                NodeId.of(name), NodeAddress.loopback(1), MemberStatus.HEALTHY, Incarnation.ZERO, Role.WINGMATE, null);
        return new NodeUp(member, Instant.EPOCH);
    }
}
