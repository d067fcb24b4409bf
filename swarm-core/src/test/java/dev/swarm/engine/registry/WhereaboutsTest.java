package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Where names live is said as it is, also of those that are asked for again and again. */
class WhereaboutsTest {

    private static final long CHANGES = 200_000;

    private final Whereabouts names = new Whereabouts();

    private static WorkerRef ref(String name, int node, String type, long token) {
        return new WorkerRef(name, NodeId.of("node-" + node), type, token);
    }

    @Test
    void whateverANameIsMadeOfItIsFound() {
        for (String name :
                new String[] {"a", "device/17", "Größe", "\u007f\u0080", "名前", "\ud83d\udc1d", "x".repeat(900)}) {
            WorkerRef ref = ref(name, 1, "type", Long.MAX_VALUE);
            names.put(ref);
            assertThat(names.peek(name)).isEqualTo(ref);
            for (int i = 0; i < 4; i++) {
                assertThat(names.find(name)).contains(ref);
            }
            assertThat(names.all(each -> each.name().equals(name))).containsExactly(ref);
        }
        assertThat(names.find("b")).isEmpty();
        assertThat(names.find("\u00ff")).isEmpty();
        assertThat(names.find("GröBe")).isEmpty();
    }

    @Test
    void theAnswerOfOneThatIsAskedForAgainIsTheSameObject() {
        names.put(ref("a", 1, "", 7));
        Optional<WorkerRef> once = names.find("a");
        Optional<WorkerRef> again = names.find("a");
        assertThat(again).isEqualTo(once).isNotSameAs(once);
        assertThat(names.find("a")).isSameAs(again);
    }

    @Test
    void looksIntoAllNamesAreNotAsking() {
        names.put(ref("a", 1, "", 7));
        for (int i = 0; i < 3; i++) {
            assertThat(names.peek("a")).isNotNull();
            assertThat(names.all(each -> true)).hasSize(1);
        }
        assertThat(names.find("a")).isNotSameAs(names.find("a"));
    }

    @Test
    void whatIsSaidIsLikeAMapUnderAnyHistory() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Whereabouts some = new Whereabouts();
            Map<String, WorkerRef> model = new HashMap<>();
            for (int step = 0; step < 5_000; step++) {
                String name = (random.nextBoolean() ? "name-" : "имя-") + random.nextInt(200);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        WorkerRef ref = ref(name, random.nextInt(50), "type-" + random.nextInt(9), step + 1);
                        model.put(name, ref);
                        some.put(ref);
                    }
                    case 1 -> assertThat(some.remove(name)).isEqualTo(model.remove(name));
                    default -> assertThat(some.find(name)).isEqualTo(Optional.ofNullable(model.get(name)));
                }
                assertThat(some.size()).isEqualTo(model.size());
            }
            assertThat(some.all(each -> true)).containsExactlyInAnyOrderElementsOf(model.values());
        }
    }

    /** Once a change is done nobody hears what was true before it, whoever keeps answers meanwhile. */
    @Test
    void nobodyHearsWhatIsNotTrueAnyMore() {
        AtomicLong done = new AtomicLong();
        names.put(ref("a", 0, "", 1));
        done.set(1);
        CompletableFuture<Long> one = CompletableFuture.supplyAsync(() -> stale(done));
        CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> stale(done));
        for (long token = 2; token <= CHANGES; token++) {
            if (token % 3 == 0) {
                assertThat(names.remove("a")).isNotNull();
            }
            names.put(ref("a", (int) token % 2, "", token));
            done.setRelease(token);
        }
        assertThat(one.join()).isZero();
        assertThat(other.join()).isZero();
    }

    private long stale(AtomicLong done) {
        long stale = 0;
        long before = 0;
        while (before < CHANGES) {
            before = done.get();
            Optional<WorkerRef> said = names.find("a");
            stale += said.isEmpty() || said.get().token() >= before ? 0 : 1;
        }
        return stale;
    }
}
