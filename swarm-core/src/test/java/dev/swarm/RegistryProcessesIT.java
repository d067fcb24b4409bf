package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Role;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.registry.WorkerRef;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three processes own names, a fourth comes and goes in every way there is, and this one sends messages meanwhile
 * without owning any.
 */
class RegistryProcessesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration FAILOVER = Duration.ofSeconds(3);
    private static final int PER_SECOND = 1_000;
    private static final List<String> NAMES =
            IntStream.range(0, 100).mapToObj(i -> "hero-" + i).toList();

    private final String cluster = "processes-" + ThreadLocalRandom.current().nextLong();
    private final Map<String, NodeProcess> processes = new HashMap<>();
    private final Swarm sender =
            RegistryProgram.builder("sender", cluster).role(Role.OBSERVER).build();

    @BeforeEach
    void startThree() throws IOException {
        sender.start();
        start("a");
        start("b");
        start("c");
        for (NodeProcess process : processes.values()) {
            assertThat(process.hear()).isEqualTo("started");
        }
        awaitOwners(3);
        NAMES.stream()
                .map(name -> sender.registry().register(name, RegistryProgram.TYPE, null))
                .toList()
                .forEach(RegistryProcessesIT::get);
    }

    @AfterEach
    void endAll() {
        sender.close();
        processes.values().forEach(NodeProcess::close);
    }

    @Test
    void noMessageIsLostOrDoubledWhileAProcessComesDrainsAndIsTerminated() throws Exception {
        try (Senders senders = new Senders(sender.registry(), NAMES, PER_SECOND)) {
            senders.start();
            awaitSent(senders, PER_SECOND);
            NodeProcess fourth = start("d");
            assertThat(fourth.hear()).isEqualTo("started");
            awaitOwners(4);
            await().atMost(SOON).until(() -> namesAt("d") > NAMES.size() / 8);
            awaitSent(senders, senders.sent() + PER_SECOND);

            assertThat(fourth.ask("drain")).matches("drained [1-9][0-9]*");
            await().atMost(SOON).until(() -> namesAt("d") == 0);
            awaitSent(senders, senders.sent() + PER_SECOND);
            assertThat(fourth.ask("undrain")).startsWith("undrained");
            await().atMost(SOON).until(() -> namesAt("d") > NAMES.size() / 8);
            awaitSent(senders, senders.sent() + PER_SECOND);

            fourth.terminate();
            awaitOwners(3);
            assertThat(namesAt("d")).isZero();
            awaitSent(senders, senders.sent() + PER_SECOND);
            senders.finish(SOON.toSeconds());
            System.out.println("Registry processes: " + senders.sent() + " messages, sent again " + senders.again()
                    + ", problems " + senders.problems());
            assertThat(senders.problems()).isEmpty();
            eachWasHandledOnce(senders.sent());
        }
    }

    private void eachWasHandledOnce(int sent) {
        int handled = 0;
        for (int i = 0; i < NAMES.size(); i++) {
            IdTally.Seen seen = get(sender.registry().ask(NAMES.get(i), IdTally.SEEN, IdTally.Seen.class));
            assertThat(seen.doubled()).as("doubled by %s", NAMES.get(i)).isEmpty();
            int rest = i;
            assertThat(seen.ids())
                    .as("handled by %s", NAMES.get(i))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, sent)
                            .filter(id -> id % NAMES.size() == rest)
                            .boxed()
                            .toList());
            handled += seen.ids().size();
        }
        assertThat(handled).isEqualTo(sent);
    }

    @Test
    void namesOfAKilledProcessLiveElsewhereSoonAfterItsEndIsSeen() throws Exception {
        int before = namesAt("c");
        assertThat(before).isPositive();
        CompletableFuture<Long> down = new CompletableFuture<>();
        sender.subscribe(event -> {
            if (event instanceof NodeDown gone && gone.node().name().equals("c")) {
                down.complete(System.nanoTime());
            }
        });
        process("c").kill();
        long seen = get(down);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .until(() -> namesAt("a") + namesAt("b") == NAMES.size());
        Duration taken = Duration.ofNanos(System.nanoTime() - seen);
        System.out.println("Registry processes: " + before + " names live elsewhere " + taken.toMillis()
                + " ms after the end of their node was seen");
        assertThat(taken).isLessThan(FAILOVER);
        for (String name : NAMES) {
            get(sender.registry().tell(name, "0"));
        }
    }

    private NodeProcess start(String name) throws IOException {
        String join = "127.0.0.1:" + sender.self().address().port();
        NodeProcess process = NodeProcess.start(name, cluster, join);
        processes.put(name, process);
        return process;
    }

    private NodeProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    private void awaitOwners(int count) {
        await().atMost(SOON).until(() -> sender.registry().overview().nodes().size() == count);
    }

    private static void awaitSent(Senders senders, int count) {
        await().atMost(SOON).until(() -> senders.sent() >= count);
    }

    private int namesAt(String node) {
        List<WorkerRef> there = new ArrayList<>(sender.registry().registered());
        there.removeIf(worker -> !worker.node().name().equals(node));
        return there.size();
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }
}
