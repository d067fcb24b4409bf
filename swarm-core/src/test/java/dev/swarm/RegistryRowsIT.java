package dev.swarm;

import static dev.swarm.RegistryNodes.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Position;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of the features about names and messages that need whole nodes; docs/registry-tests.md lists them all. */
class RegistryRowsIT {

    @Test
    void anyKeyIsAName() {
        try (RegistryNodes nodes = new RegistryNodes()) {
            List<Swarm> all = nodes.start("a", "b");
            for (Object key : List.of("text", 42, 42L, Position.of(1, 2))) {
                String name = SwarmRegistry.name(key);
                nodes.local(all.get(0), name, message -> key.toString());
                all.get(1).groups().join("keys", name).join();
                assertThat(all.get(1).registry().ask(name, "who", String.class).join())
                        .isEqualTo(key.toString());
            }
            nodes.awaitMembers("keys", 4);
            assertThat(all.get(0).registry().whereis(SwarmRegistry.name(43))).isEmpty();
        }
    }

    @Test
    void whatIsToldFromAnyNodeIsHandledOnceAndInOrder() {
        try (RegistryNodes nodes = new RegistryNodes()) {
            List<Swarm> all = nodes.start("a", "b", "c");
            Map<String, List<Integer>> heard = new ConcurrentHashMap<>();
            nodes.local(all.get(0), "ear", message -> {
                heard.computeIfAbsent(message.from().name(), node -> new CopyOnWriteArrayList<>())
                        .add(message.as(Integer.class));
                assertThat(message.isAsk()).isFalse();
                return null;
            });
            List<CompletableFuture<Void>> told = new ArrayList<>();
            for (Swarm node : all) {
                IntStream.range(0, 100).forEach(i -> told.add(node.registry().tell("ear", i)));
            }
            CompletableFuture.allOf(told.toArray(CompletableFuture[]::new)).join();
            List<Integer> expected = IntStream.range(0, 100).boxed().toList();
            await().atMost(LONG)
                    .until(() -> heard.values().stream().mapToInt(List::size).sum() == 300);
            assertThat(heard).containsOnlyKeys("a", "b", "c");
            assertThat(heard.values()).allSatisfy(each -> assertThat(each).isEqualTo(expected));
        }
    }

    @Test
    void registrationsWaitForNoCommander() {
        TopologyConfig never = TopologyConfig.defaults().withQuorumSize(100);
        try (RegistryNodes nodes = new RegistryNodes(builder -> builder.topology(never))) {
            List<Swarm> all = nodes.start("a", "b");
            nodes.addType("echo", context -> message -> message.as(String.class));
            assertThat(all.get(0).registry().register("name", "echo", null)).succeedsWithin(LONG);
            nodes.awaitEverywhere("name");
            assertThat(all.get(1).registry().ask("name", "hello", String.class).join())
                    .isEqualTo("hello");
            assertThat(all.get(0).topology().commander()).isEmpty();
        }
    }

    @Test
    void tenThousandIdleNamesStayOverRoundsOfComparing() {
        OverlayConfig usual = OverlayConfig.defaults();
        OverlayConfig often = new OverlayConfig(
                usual.syncInterval(),
                Duration.ofSeconds(1),
                usual.maxValueBytes(),
                usual.maxBytes(),
                usual.logBytes(),
                null);
        try (RegistryNodes nodes = new RegistryNodes(builder -> builder.overlay(often))) {
            List<Swarm> all = nodes.start("a", "b");
            SwarmWorker idle = message -> null;
            CompletableFuture<?>[] registered = IntStream.range(0, 10_000)
                    .mapToObj(i -> all.get(0).registry().registerLocal("idle-" + i, idle))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(registered).join();
            await().atMost(LONG).until(() -> all.get(1).registry().registered().size() == 10_000);
            await().during(Duration.ofMillis(3500))
                    .atMost(LONG)
                    .until(() -> all.stream()
                            .allMatch(node -> node.registry().registered().size() == 10_000));
        }
    }

    @Test
    void aNameIsUsuallySeenElsewhereVerySoon() {
        try (RegistryNodes nodes = new RegistryNodes()) {
            List<Swarm> all = nodes.start("a", "b");
            Map<String, Long> seen = new ConcurrentHashMap<>();
            try (Swarm.Subscription watching = all.get(1).subscribe(event -> {
                if (event instanceof NameRegistered registered) {
                    seen.put(registered.name(), System.nanoTime());
                }
            })) {
                assertThat(watching).isNotNull();
                List<Long> delays = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    String name = "name-" + i;
                    long begun = System.nanoTime();
                    all.get(0).registry().registerLocal(name, message -> null).join();
                    await().atMost(LONG)
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> seen.containsKey(name));
                    delays.add(seen.getOrDefault(name, Long.MAX_VALUE) - begun);
                }
                // benchmarks say how soon; here it is far from an interval of comparing
                assertThat(delays.stream().sorted().toList().get(197))
                        .isLessThan(Duration.ofSeconds(5).toNanos());
            }
        }
    }

    @Test
    void scopesDoNotMeet() {
        try (RegistryNodes nodes = new RegistryNodes()) {
            List<Swarm> all = nodes.start("a", "b");
            nodes.addType("scoped", context -> new Scoped());
            for (String scope : List.of("eu", "us")) {
                SwarmRegistry registry = all.get(0).registry().scope(scope);
                WorkerRef ref = registry.register("name", "scoped", null).join();
                assertThat(ref.name()).isEqualTo(scope + "//name");
                nodes.awaitMembers("all", 0);
            }
            all.get(0).registry().register("name", "scoped", null).join();
            for (String scope : List.of("eu", "us")) {
                SwarmRegistry other = all.get(1).registry().scope(scope);
                await().atMost(LONG).until(() -> other.whereis("name").isPresent());
                assertThat(other.ask("name", "who", String.class).join()).isEqualTo(scope + "//name");
                assertThat(other.registered()).hasSize(1);
                other.stop("name").join();
                assertThat(other.whereis("name")).isEmpty();
            }
            assertThat(all.get(0).registry().ask("name", "who", String.class).join())
                    .isEqualTo("name");
        }
    }

    @Test
    void whoDoesNotStopIsGivenUpAndItsNameIsFree() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (RegistryNodes nodes = new RegistryNodes(builder -> builder.registry(builder.config()
                .registry()
                .numbers()
                .with(new Moves(64, Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(1)))))) {
            List<Swarm> all = nodes.start("a", "b");
            nodes.addType("stubborn", context -> message -> {
                entered.countDown();
                return message.as(String.class).equals("hang") ? hang(released) : "well";
            });
            SwarmRegistry registry = all.get(0).registry();
            registry.register("name", "stubborn", null).join();
            registry.tell("name", "hang").join();
            assertThat(awaited(entered)).isTrue();
            assertThat(registry.stop("name", StopMode.NOW)).succeedsWithin(LONG);
            assertThat(registry.register("name", "stubborn", null)).succeedsWithin(LONG);
            assertThat(registry.ask("name", "how", String.class))
                    .succeedsWithin(LONG)
                    .isEqualTo("well");
        } finally {
            released.countDown();
        }
    }

    /** Minds no interruption. */
    private static String hang(CountDownLatch released) {
        boolean isReleased = false;
        while (!isReleased) {
            try {
                released.await();
                isReleased = true;
            } catch (InterruptedException stubborn) {
                isReleased = released.getCount() == 0;
            }
        }
        return "late";
    }

    private static boolean awaited(CountDownLatch latch) {
        await().atMost(LONG).until(() -> latch.getCount() == 0);
        return latch.getCount() == 0;
    }

    /** Answers the name under which it finds itself. */
    private static final class Scoped implements SwarmWorker {

        private @Nullable WorkerContext context;

        @Override
        public void onStart(WorkerContext own) {
            context = own;
        }

        @Override
        public Object onMessage(WorkerMessage message) {
            return Stream.ofNullable(context)
                    .flatMap(own -> own.registry().whereis(own.name()).stream())
                    .map(WorkerRef::name)
                    .findFirst()
                    .orElse("nobody");
        }
    }
}
