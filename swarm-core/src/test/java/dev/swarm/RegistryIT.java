package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.failure.NameTakenException;
import dev.swarm.api.failure.RegistryTimeoutException;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.failure.WorkerStartException;
import dev.swarm.api.registry.GroupAnswers;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real nodes on the loopback address: names, workers and groups. */
class RegistryIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Moves MOVES = new Moves(64, Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final int NAMES = 20;

    private final String cluster = "it-" + ThreadLocalRandom.current().nextLong();
    private final List<Swarm> nodes = new ArrayList<>();
    private final Queue<StopReason> stops = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void closeAll() {
        gate.countDown();
        nodes.forEach(Swarm::close);
    }

    private Swarm start(String name, RegistryConfig config, boolean sharedStore) {
        SwarmBuilder builder = Swarm.builder()
                .cluster(cluster)
                .name(name)
                .bindAddress("127.0.0.1")
                .port(0)
                .registry(config)
                .sharedWorkerStore(sharedStore)
                .workerType("counter", context -> new Counter(context, gate, stops));
        if (nodes.isEmpty()) {
            builder.discovery(false);
        } else {
            builder.hosts("127.0.0.1:" + nodes.get(0).self().address().port());
        }
        Swarm node = builder.build();
        nodes.add(node);
        node.start();
        return node;
    }

    private Swarm start(String name) {
        return start(name, RegistryConfig.defaults().with(MOVES), false);
    }

    /** Starts nodes and waits until each knows all as owners. */
    private List<Swarm> startAll(String... names) {
        List<Swarm> started = new ArrayList<>();
        for (String name : names) {
            started.add(start(name));
        }
        awaitOwners(names.length);
        return started;
    }

    private void awaitOwners(int count) {
        await().atMost(SOON)
                .until(() -> nodes.stream()
                        .filter(node -> node.state().isAnswering())
                        .allMatch(node -> node.registry().overview().nodes().size() == count));
    }

    private static WorkerRef register(Swarm node, String name) {
        return get(node.registry().register(name, "counter", null));
    }

    private static int ask(Swarm node, String name, String what) {
        return get(node.registry().ask(name, what, Integer.class));
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void aRegisteredNameIsFoundAndReachedFromEverywhere() {
        List<Swarm> all = startAll("a", "b", "c");

        for (int i = 0; i < NAMES; i++) {
            String name = "device/" + i;
            WorkerRef worker = register(all.get(i % 3), name);
            assertThat(all.get(i % 3).registry().whereis(name)).contains(worker);
        }
        for (Swarm node : all) {
            await().atMost(SOON).until(() -> node.registry().registered().size() == NAMES);
            for (int i = 0; i < NAMES; i++) {
                get(node.registry().tell("device/" + i, "add"));
            }
        }

        for (int i = 0; i < NAMES; i++) {
            assertThat(ask(all.get(0), "device/" + i, "count")).isEqualTo(3);
            String where = get(all.get(0).registry().ask("device/" + i, "node", String.class));
            assertThat(all.get(1)
                            .registry()
                            .whereis("device/" + i)
                            .map(ref -> ref.node().name()))
                    .contains(where);
        }
    }

    @Test
    void whatCannotBeIsSaidByItsType() {
        Swarm a = start("a");
        awaitOwners(1);
        SwarmRegistry registry = a.registry();
        register(a, "one");
        fails(registry.register("one", "counter", null), NameTakenException.class);
        fails(registry.register("two", "nobody makes this", null), WorkerStartException.class);
        fails(registry.register("two", "counter", "broken"), WorkerStartException.class);
        fails(registry.register("", "counter", null), IllegalArgumentException.class);
        fails(registry.register("a\nb", "counter", null), IllegalArgumentException.class);
        fails(registry.register("two", "counter", new byte[100_000]), IllegalArgumentException.class);
        fails(registry.ask("two", "count", Integer.class), UnknownNameException.class);
        fails(registry.tell("two", "add"), UnknownNameException.class);
        fails(registry.ask("one", "fail", Integer.class), RemoteFailureException.class);
        fails(registry.ask("one", "count", Integer.class, Duration.ZERO), IllegalArgumentException.class);
        fails(a.groups().join("group", "two"), UnknownNameException.class);
        get(registry.stop("two"));
        get(registry.unregister("two"));
        get(a.groups().leave("group", "two"));
        assertThat(registry.whereis("two")).isEmpty();
        assertThat(get(registry.whereisOrRegister("one", "counter", null)).name())
                .isEqualTo("one");
        a.close();
        fails(registry.tell("one", "add"), SwarmRejectedException.class);
        fails(registry.register("two", "counter", null), SwarmRejectedException.class);
    }

    private static void fails(CompletableFuture<?> future, Class<? extends Exception> how) {
        assertThatThrownBy(() -> get(future)).hasCauseInstanceOf(how);
    }

    @Test
    void countersSurviveAJoinAndADrainAtTheStop() {
        Swarm a = start("a");
        awaitOwners(1);
        for (int i = 0; i < NAMES; i++) {
            register(a, "n" + i);
            ask(a, "n" + i, "add");
        }
        Swarm b = start("b");
        awaitOwners(2);
        await().atMost(SOON)
                .until(() -> names(a, "b") > 0
                        && a.registry().overview().operations().isEmpty());
        for (int i = 0; i < NAMES; i++) {
            assertThat(ask(a, "n" + i, "add")).isEqualTo(2);
        }
        a.stop();
        await().atMost(SOON).until(() -> names(b, "b") == NAMES);
        for (int i = 0; i < NAMES; i++) {
            assertThat(ask(b, "n" + i, "add")).isEqualTo(3);
        }
        assertThat(stops).isNotEmpty().containsOnly(StopReason.MOVED);
    }

    private static long names(Swarm seenBy, String node) {
        return seenBy.registry().registered().stream()
                .filter(worker -> worker.node().name().equals(node))
                .count();
    }

    @Test
    void aMessageSentDuringAMoveIsHandledOnce() {
        Swarm a = start("a");
        awaitOwners(1);
        for (int i = 0; i < NAMES; i++) {
            register(a, "n" + i);
        }
        List<CompletableFuture<Void>> told = new ArrayList<>();
        Swarm b = start("b");
        int rounds = 0;
        for (; (rounds < 5_000 && names(a, "b") == 0) || rounds < 200; rounds++) {
            for (int i = 0; i < NAMES; i++) {
                told.add(a.registry().tell("n" + i, "add"));
            }
            get(told.get(told.size() - 1));
        }
        told.forEach(RegistryIT::get);
        await().atMost(SOON)
                .until(() -> names(a, "b") > 0
                        && a.registry().overview().operations().isEmpty());
        for (int i = 0; i < NAMES; i++) {
            assertThat(ask(b, "n" + i, "count")).isEqualTo(rounds);
        }
    }

    @Test
    void namesOfAKilledNodeLiveOnElsewhereWithWhatWasSaved() {
        RegistryConfig config = RegistryConfig.defaults().with(MOVES);
        Swarm a = start("a", config, true);
        Swarm b = start("b", config, true);
        awaitOwners(2);
        for (int i = 0; i < NAMES; i++) {
            register(a, "n" + i);
            ask(a, "n" + i, "add");
            ask(a, "n" + i, "save");
        }
        assertThat(names(a, "b")).isPositive();
        await().atMost(SOON)
                .until(() -> a.overlay().load().pendingDeltas() == 0
                        && b.overlay().load().pendingDeltas() == 0);
        b.close();
        await().atMost(SOON).until(() -> names(a, "a") == NAMES);
        for (int i = 0; i < NAMES; i++) {
            assertThat(ask(a, "n" + i, "count")).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatThrowsIsRestartedUnderItsName() {
        List<Swarm> all = startAll("a", "b");
        register(all.get(0), "n");
        assertThat(ask(all.get(1), "n", "add")).isEqualTo(1);
        CompletableFuture<Integer> failed = all.get(1).registry().ask("n", "fail", Integer.class);
        CompletableFuture<Integer> after = all.get(1).registry().ask("n", "add", Integer.class);
        fails(failed, RemoteFailureException.class);
        assertThat(get(after)).isEqualTo(1);
        assertThat(stops).containsExactly(StopReason.CRASHED);
    }

    @Test
    void aSlowWorkerHoldsUpNobodyElse() {
        Swarm a = start("a");
        awaitOwners(1);
        register(a, "slow");
        register(a, "quick");
        CompletableFuture<Void> told = a.registry().tell("slow", "wait");
        get(told);
        assertThat(ask(a, "quick", "add")).isEqualTo(1);
        fails(a.registry().ask("slow", "count", Integer.class, Duration.ofMillis(50)), RegistryTimeoutException.class);
        gate.countDown();
        assertThat(ask(a, "slow", "count")).isZero();
    }

    @Test
    void aLocalObjectHasManyNamesAndOneMailbox() {
        List<Swarm> all = startAll("a", "b");
        List<String> handled = new ArrayList<>();
        SwarmWorker mine = message -> {
            handled.add(message.as(String.class));
            return handled.size();
        };
        WorkerRef first = get(all.get(0).registry().registerLocal("first", mine));
        get(all.get(0).registry().registerLocal("second", mine));
        fails(all.get(1).registry().registerLocal("first", mine), NameTakenException.class);
        await().atMost(SOON).until(() -> all.get(1).registry().whereis("second").isPresent());
        assertThat(first.isManaged()).isFalse();
        assertThat(ask(all.get(1), "first", "one")).isEqualTo(1);
        assertThat(ask(all.get(1), "second", "two")).isEqualTo(2);
        get(all.get(1).registry().unregister("first"));
        assertThat(ask(all.get(0), "second", "three")).isEqualTo(3);
        get(all.get(1).registry().stop("second"));
        assertThat(all.get(1).registry().registered()).isEmpty();
    }

    @Test
    void groupsArePublishedToAndAskedAtOnce() {
        List<Swarm> all = startAll("a", "b");
        for (int i = 0; i < NAMES; i++) {
            get(all.get(0)
                    .registry()
                    .register(WorkerSpec.of("n" + i, "counter", null).in("league")));
        }
        register(all.get(1), "late");
        get(all.get(1).groups().join("league", "late"));
        await().atMost(SOON).until(() -> all.get(0).groups().members("league").size() == NAMES + 1);
        assertThat(get(all.get(0).groups().publish("league", "add"))).isEqualTo(NAMES + 1);
        GroupAnswers<Integer> answers = get(all.get(1).groups().multiCall("league", "add", Integer.class));
        assertThat(answers.values()).hasSize(NAMES + 1).containsOnly(2);
        assertThat(answers.failures()).isEmpty();
        assertThat(get(all.get(1).groups().multiCall("league", "nothing", Integer.class))
                        .answers())
                .isEmpty();
        assertThat(get(all.get(1).groups().multiCall("league", "fail", Integer.class))
                        .failures())
                .hasSize(NAMES + 1);
        assertThat(all.get(1).groups().groups()).containsExactly("league");
        get(all.get(0).groups().leave("league", "late"));
        assertThat(all.get(0).groups().members("league")).hasSize(NAMES);
    }

    @Test
    void scopesKeepTheirNamesApart() {
        Swarm a = start("a");
        awaitOwners(1);
        SwarmRegistry blue = a.registry().scope("blue");
        register(a, "n");
        WorkerRef other = get(blue.register("n", "counter", null));
        assertThat(get(blue.ask("n", "add", Integer.class))).isEqualTo(1);
        assertThat(ask(a, "n", "count")).isZero();
        assertThat(blue.registered()).containsExactly(other);
        assertThat(a.registry().registered()).extracting(WorkerRef::name).containsExactly("n");
        fails(a.registry().register("blue//n", "counter", null), IllegalArgumentException.class);
        assertThatThrownBy(() -> a.registry().scope("no scope")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWorkerStopsItselfAndItsTimersWithIt() {
        Swarm a = start("a");
        awaitOwners(1);
        register(a, "n");
        ask(a, "n", "later");
        await().atMost(SOON).until(() -> ask(a, "n", "count") == 1);
        ask(a, "n", "end");

        await().atMost(SOON).until(() -> a.registry().whereis("n").isEmpty());
        assertThat(stops).containsExactly(StopReason.DONE);
    }

    @Test
    void aNodeThatIsNotEnabledHasNamesOfItsOwn() {
        Swarm alone = Swarm.builder()
                .enabled(false)
                .workerType("counter", context -> new Counter(context, gate, stops))
                .build();
        nodes.add(alone);
        alone.start();
        awaitOwners(1);
        register(alone, "n");

        assertThat(ask(alone, "n", "add")).isEqualTo(1);
        alone.stop();
        assertThat(stops).containsExactly(StopReason.NODE_GONE);
    }
}
