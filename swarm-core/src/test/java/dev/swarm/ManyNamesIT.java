package dev.swarm;

import static dev.swarm.RegistryNodes.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.failure.NameTakenException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.registry.Registrations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many local names that are registered by one call, on real nodes. */
class ManyNamesIT {

    private static final int MANY = 2_000;
    private static final int VERY_MANY = 80_000;

    private static Map<String, SwarmWorker> workers(int count) {
        Map<String, SwarmWorker> workers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String name = "n" + i;
            workers.put(name, message -> name);
        }
        return workers;
    }

    @Test
    void eachIsFoundEverywhereOrFailsForItself() {
        try (RegistryNodes nodes = new RegistryNodes()) {
            List<Swarm> all = nodes.start("a", "b");
            SwarmRegistry here = all.get(0).registry();
            SwarmRegistry there = all.get(1).registry();
            nodes.local(all.get(1), "n7", message -> "taken");
            here.scope("blue").registerLocal("n8", message -> "taken").join();
            Map<String, SwarmWorker> workers = workers(MANY);
            workers.put("", message -> "");
            workers.put("blue//n9", message -> "");

            Registrations plain = here.registerLocal(workers).join();
            assertThat(plain.registered()).isEqualTo(MANY - 1);
            assertThat(plain.failures()).containsOnlyKeys("", "blue//n9", "n7");
            assertThat(plain.failures().get("n7")).isInstanceOf(NameTakenException.class);
            assertThat(plain.failures().get("")).isInstanceOf(IllegalArgumentException.class);
            assertThat(here.registered()).hasSize(MANY);
            await().atMost(LONG).until(() -> there.registered().size() == MANY);
            assertThat(there.ask("n1234", "who", String.class).join()).isEqualTo("n1234");
            assertThat(there.ask("n7", "who", String.class).join()).isEqualTo("taken");

            // names of a scope do not meet those without
            workers.remove("blue//n9");
            Registrations blue = here.scope("blue").registerLocal(workers).join();
            assertThat(blue.registered()).isEqualTo(MANY - 1);
            assertThat(blue.failures()).containsOnlyKeys("", "n8");
            assertThat(here.registerLocal(Map.of()).join()).isEqualTo(new Registrations(0, new TreeMap<>()));
        }
    }

    @Test
    void whenTheNodeEndsNoneIsForgotten() {
        try (RegistryNodes nodes = new RegistryNodes()) {
            Swarm a = nodes.start("a").get(0);
            Map<String, SwarmWorker> workers = workers(VERY_MANY);
            CompletableFuture<Registrations> asked = a.registry().registerLocal(workers);
            assertThat(a.registry().registerLocal("other", message -> null)).succeedsWithin(LONG);
            a.close();

            Registrations said = asked.join();
            assertThat(said.registered() + said.failures().size()).isEqualTo(VERY_MANY);
            assertThat(said.failures().values()).allMatch(failure -> failure instanceof SwarmRejectedException);
            assertThat(a.registry().registerLocal(workers))
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(SwarmRejectedException.class);
        }
    }
}
