package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.CommsManager;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.api.failure.RequestTimeoutException;
import dev.swarm.api.failure.UndeliveredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real nodes on the loopback address: messages between them. */
class CommsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");

    private static Swarm a = Swarm.builder().enabled(false).build();
    private static Swarm b = a;
    private static Swarm c = a;

    private final List<CommsManager.Registration> registrations = new ArrayList<>();

    private record Greeting(String text, int number) {}

    @BeforeAll
    static void startAll() {
        String cluster = "it-" + ThreadLocalRandom.current().nextLong();
        a = started(cluster, "a", "127.0.0.1");
        b = started(cluster, "b", "127.0.0.1:" + a.self().address().port());
        c = started(cluster, "c", "127.0.0.1:" + a.self().address().port());
        for (Swarm node : List.of(a, b, c)) {
            await().atMost(SOON)
                    .until(() -> node.comms().links().stream()
                                    .filter(link -> link.connected())
                                    .count()
                            == 2);
        }
    }

    @AfterAll
    static void closeAll() {
        List.of(a, b, c).forEach(Swarm::close);
    }

    @AfterEach
    void forgetHandlers() {
        registrations.forEach(CommsManager.Registration::close);
    }

    @Test
    void aRequestIsAnsweredByTheHandlerOfItsType() throws Exception {
        on(b.comms().onRequest(Greeting.class, m -> new Greeting(m.payload().text() + " " + m.from(), 2)));
        on(b.comms().onRequest(byte[].class, m -> m.payload().length, Runnable::run));
        on(b.comms().onRequest(String.class, m -> null));
        Class<?> lists = List.class;
        on(b.comms().onRequest(lists, m -> ((List<?>) m.payload()).size()));

        assertThat(request(new Greeting("hello", 1), Greeting.class)).isEqualTo(new Greeting("hello a", 2));
        assertThat(request(new byte[100], Integer.class)).isEqualTo(100);
        assertThat(request("nothing", String.class)).isNull();
        assertThat(request(List.of(1, 2), Integer.class)).isEqualTo(2);
        assertThatThrownBy(() -> request(new byte[1], Greeting.class))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatDependsOnAnAnswerNeverRunsOnTheProtocolsThread() throws Exception {
        on(b.comms().onRequest(String.class, m -> Thread.currentThread().getName(), Runnable::run));

        CompletableFuture<String> thread = a.comms()
                .request(B, "who", String.class)
                .thenApply(name -> name + " " + Thread.currentThread().getName());

        assertThat(thread.get(10, TimeUnit.SECONDS)).startsWith("swarm-b ").doesNotEndWith("swarm-a");
    }

    @Test
    void deliveryIsDoneWhenTheHandlerHasReturned() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        on(b.comms().onMessage(String.class, m -> latch.await()));

        CompletableFuture<Void> delivered = a.comms().deliver(B, "wait", Priority.HIGH, PATIENCE);
        CompletableFuture<Void> unhandled = a.comms().deliver(B, new byte[1], Priority.HIGH, PATIENCE);
        assertThatThrownBy(unhandled::join)
                .hasCauseInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("no handler");
        assertThat(delivered).isNotDone();
        latch.countDown();

        delivered.get(10, TimeUnit.SECONDS);
    }

    @Test
    void failuresAreTyped() {
        on(b.comms().onRequest(String.class, m -> {
            throw new IllegalStateException("not today");
        }));
        CountDownLatch latch = new CountDownLatch(1);
        on(b.comms().onRequest(byte[].class, m -> {
            latch.await();
            return null;
        }));

        assertThatThrownBy(() -> request("x", String.class))
                .hasRootCauseInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("not today");
        CompletableFuture<String> late =
                a.comms().request(B, new byte[1], String.class, Priority.NORMAL, Duration.ofMillis(50));
        assertThatThrownBy(late::join).hasCauseInstanceOf(RequestTimeoutException.class);
        latch.countDown();
        assertThatThrownBy(() -> a.comms()
                        .request(NodeId.of("nobody"), "x", String.class)
                        .join())
                .hasCauseInstanceOf(UndeliveredException.class);
        assertThat(a.comms().send(NodeId.of("nobody"), "x")).isEqualTo(SendOutcome.DISCONNECTED);
        assertThatThrownBy(() -> a.comms().send(B, new byte[2 << 20])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> b.comms().onMessage(String.class, m -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBlockedHandlerDelaysItsOwnLaneOnly() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        on(b.comms().onMessage(String.class, m -> {
            if (m.payload().equals("block")) {
                latch.await();
            }
            seen.add(m.from() + " " + m.priority().label() + " " + m.payload());
        }));
        on(b.comms().onRequest(byte[].class, m -> m.payload().length));

        assertThat(a.comms().send(B, "block")).isEqualTo(SendOutcome.SENT);
        for (int i = 0; i < 20_000; i++) {
            assertThat(a.comms().send(B, "behind")).isEqualTo(SendOutcome.SENT);
        }
        assertThat(a.comms().deliver(B, "high", Priority.HIGH, PATIENCE)).succeedsWithin(PATIENCE);
        assertThat(c.comms().deliver(B, "other", Priority.NORMAL, PATIENCE)).succeedsWithin(PATIENCE);
        assertThat(a.comms().request(B, new byte[7], Integer.class, Priority.LOW, PATIENCE))
                .succeedsWithin(PATIENCE)
                .isEqualTo(7);
        assertThat(seen).containsExactlyInAnyOrder("a high high", "c normal other");
        latch.countDown();

        await().atMost(SOON).until(() -> seen.size() == 20_003);
        assertThat(b.statistics().count(TrafficCounter.COMMS_INBOX_DROPPED)).isZero();
    }

    @Test
    void aHandlerOnTheProtocolsThreadWaitsForItsTurnToo() {
        CountDownLatch latch = new CountDownLatch(1);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        on(b.comms().onMessage(String.class, m -> {
            latch.await();
            seen.add(m.payload());
        }));
        on(b.comms()
                .onMessage(byte[].class, m -> seen.add(Thread.currentThread().getName()), Runnable::run));
        for (int i = 0; i < 3; i++) {
            a.comms().send(B, "text " + i, Priority.HIGH);
            a.comms().send(B, new byte[1], Priority.HIGH);
        }
        CompletableFuture<Void> last = a.comms().deliver(B, "text 3", Priority.HIGH, PATIENCE);
        assertThat(a.comms().deliver(B, new byte[1], Priority.LOW, PATIENCE)).succeedsWithin(PATIENCE);
        assertThat(seen).containsExactly("swarm-b");

        latch.countDown();

        assertThat(last).succeedsWithin(PATIENCE);
        assertThat(seen)
                .containsExactly("swarm-b", "text 0", "swarm-b", "text 1", "swarm-b", "text 2", "swarm-b", "text 3");
    }

    @Test
    void messagesToTheOwnNodeTakeNoNetwork() throws Exception {
        on(a.comms().onRequest(String.class, m -> m.from() + " " + m.payload()));
        on(a.comms().onRequest(byte[].class, m -> m.payload().length, Runnable::run));

        assertThat(a.comms().request(A, "me", String.class).get(10, TimeUnit.SECONDS))
                .isEqualTo("a me");
        assertThat(a.comms().request(A, new byte[3], Integer.class).get(10, TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(a.comms().linkQuality(A)).isEqualTo(LinkQuality.EXCELLENT);
        assertThat(a.comms().linkQuality(NodeId.of("nobody"))).isEqualTo(LinkQuality.DISCONNECTED);
    }

    @Test
    void aFullLaneRejectsUntilThereIsRoom() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        on(c.comms().onMessage(byte[].class, m -> latch.await()));
        NodeId to = c.self().id();
        SendOutcome outcome = SendOutcome.SENT;
        int sent = 0;
        for (; outcome == SendOutcome.SENT; sent++) {
            outcome = a.comms().send(to, new byte[100_000], Priority.LOW);
        }

        assertThat(outcome).isEqualTo(SendOutcome.REJECTED);
        CompletableFuture<Void> room = a.comms().room(to, Priority.LOW);
        assertThat(room).isNotDone();
        latch.countDown();
        assertThat(room).succeedsWithin(PATIENCE);
        assertThat(a.comms().send(to, new byte[100_000], Priority.LOW)).isEqualTo(SendOutcome.SENT);
        assertThat(a.comms().count(Priority.LOW, SendOutcome.REJECTED)).isEqualTo(1);
        int all = sent;
        await().atMost(SOON).until(() -> c.statistics().count(TrafficCounter.COMMS_HANDLED) >= all);
    }

    @Test
    void whenTheReceiverStopsWhoeverWaitsHearsOfItAtOnce() {
        Swarm d = started(
                a.config().cluster(), "d", "127.0.0.1:" + a.self().address().port());
        NodeId to = d.self().id();
        d.comms().onRequest(String.class, m -> {
            new CountDownLatch(1).await();
            return null;
        });
        await().atMost(SOON)
                .until(() ->
                        a.comms().links().stream().anyMatch(link -> link.node().equals(to) && link.connected()));
        CompletableFuture<String> waiting =
                a.comms().request(to, "x", String.class, Priority.NORMAL, Duration.ofMinutes(10));
        await().atMost(SOON).until(() -> d.statistics().count(TrafficCounter.COMMS_RECEIVED) == 1);

        d.close();

        assertThat(waiting)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(UndeliveredException.class);
        assertThat(d.comms().send(A, "x")).isEqualTo(SendOutcome.DISCONNECTED);
    }

    private void on(CommsManager.Registration registration) {
        registrations.add(registration);
    }

    private static <R> R request(Object payload, Class<R> type) throws Exception {
        return a.comms().request(B, payload, type).get(10, TimeUnit.SECONDS);
    }

    private static Swarm started(String cluster, String name, String host) {
        Swarm node = Swarm.builder()
                .cluster(cluster)
                .name(name)
                .bindAddress("127.0.0.1")
                .port(0)
                .hosts(host)
                .build();
        node.start();
        return node;
    }
}
