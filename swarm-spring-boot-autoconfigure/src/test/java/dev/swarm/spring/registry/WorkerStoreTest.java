package dev.swarm.spring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.WorkerStore;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Where workers that are beans keep state over a crash. */
class WorkerStoreTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final MapStore store = new MapStore();
    private final ApplicationContextRunner runner = TestNodes.runner(TestNodes.newCluster(), "one")
            .withBean(Ledger.class)
            .withBean(Counter.class);

    @Test
    void withoutOneACrashBeginsAfresh() {
        runner.run(context -> assertThat(countAfterCrash(context)).isZero());
    }

    @Test
    void aBeanKeepsIt() {
        runner.withBean(WorkerStore.class, () -> store).run(context -> {
            assertThat(countAfterCrash(context)).isEqualTo(2);
            assertThat(store.states).containsOnlyKeys("name");
            context.getBean(SwarmRegistry.class).stop("name").join();
            await().atMost(LONG).until(store.states::isEmpty);
        });
    }

    @Test
    void theSharedStateKeepsIt() {
        runner.withPropertyValues("swarm.registry.worker-store=shared")
                .run(context -> assertThat(countAfterCrash(context)).isEqualTo(2));
    }

    @Test
    void aBeanComesFirst() {
        runner.withPropertyValues("swarm.registry.worker-store=shared")
                .withBean(WorkerStore.class, () -> store)
                .run(context -> {
                    assertThat(countAfterCrash(context)).isEqualTo(2);
                    assertThat(store.states).containsOnlyKeys("name");
                });
    }

    private static long countAfterCrash(ApplicationContext context) {
        SwarmRegistry registry = context.getBean(SwarmRegistry.class);
        await().atMost(LONG).until(() -> !registry.overview().nodes().isEmpty());
        long token = registry.register("name", "counter", null).join().token();
        registry.tell("name", "add").join();
        registry.tell("name", "add").join();
        registry.ask("name", "save", Long.class).join();
        assertThat(registry.ask("name", "crash", Long.class)).failsWithin(LONG);
        await().atMost(LONG)
                .until(() -> registry.whereis("name")
                        .filter(ref -> ref.token() > token)
                        .isPresent());
        return registry.ask("name", "count", Long.class).join();
    }

    /** Keeps states in this process. */
    private static final class MapStore implements WorkerStore {

        private final Map<String, byte[]> states = new ConcurrentHashMap<>();

        @Override
        public void save(String name, long token, byte @Nullable [] state) {
            if (state == null) {
                states.remove(name);
            } else {
                states.put(name, state);
            }
        }

        @Override
        public byte @Nullable [] load(String name) {
            return states.get(name);
        }
    }
}
