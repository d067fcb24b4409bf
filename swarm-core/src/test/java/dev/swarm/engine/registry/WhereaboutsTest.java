package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.NameCodec;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where names live is said as it is, be it by rows or not, also of those that are asked for again and again. */
class WhereaboutsTest {

    private static final int CHANGES = 100_000;
    private static final Now NOW = new Now(0, 0);
    private static final ReplicaId SELF = new ReplicaId("self", 1);

    private final Shelf shelf = new Shelf();
    private final Whereabouts names = shelf.names;

    /** Shows names as the registry does: what a row says has changed there before. */
    private static final class Shelf {

        private final Replication state = new Replication(
                SELF, OverlayConfig.defaults(), Ledger.NAME, (to, lane, message) -> true, new SplittableRandom(1));
        private final Whereabouts names = new Whereabouts();
        private final Map<String, WorkerRef> model = new HashMap<>();

        Shelf() {
            names.connect(state.marks());
        }

        WorkerRef showRow(String name) {
            Write row = write(name, NameCodec.fresh());
            return show(new WorkerRef(name, NodeId.of("self"), "", row.time()), row);
        }

        WorkerRef showOther(String name, String node, String type) {
            unwrite(name);
            return show(new WorkerRef(name, NodeId.of(node), type, state.time(NOW)), null);
        }

        private WorkerRef show(WorkerRef ref, @Nullable Write row) {
            if (model.put(ref.name(), ref) == null) {
                names.add(ref, row);
            } else {
                names.put(ref, row);
            }
            return ref;
        }

        void hide(String name) {
            unwrite(name);
            if (model.remove(name) != null) {
                names.remove(name);
            }
        }

        private void unwrite(String name) {
            if (state.get(new Key(Ledger.NAME, name)) != null) {
                write(name, null);
            }
        }

        private Write write(String name, byte @Nullable [] value) {
            Write write = state.write(NOW, new Key(Ledger.NAME, name), value);
            assertThat(state.drain()).hasSize(1);
            return write;
        }
    }

    @Test
    void whateverANameIsMadeOfItIsFound() {
        for (String name : List.of("a", "device/17", "Größe", "\u007f\u0080", "名前", "\ud83d\udc1d", "x".repeat(900))) {
            assertFound(shelf.showRow(name));
            assertFound(shelf.showOther(name, "node", "type"));
            assertFound(shelf.showRow(name));
        }
        assertThat(names.find("b")).isEmpty();
        assertThat(names.find("\u00ff")).isEmpty();
        assertThat(names.find("GröBe")).isEmpty();
    }

    private void assertFound(WorkerRef ref) {
        assertThat(names.peek(ref.name())).isEqualTo(ref);
        for (int i = 0; i < 4; i++) {
            assertThat(names.find(ref.name())).contains(ref);
        }
        assertThat(names.all(each -> each.name().equals(ref.name()))).containsExactly(ref);
    }

    @Test
    void theAnswerOfOneThatIsAskedForAgainIsTheSameObject() {
        shelf.showRow("a");
        shelf.showOther("b", "node", "type");
        for (String name : List.of("a", "b")) {
            Optional<WorkerRef> once = names.find(name);
            Optional<WorkerRef> again = names.find(name);
            assertThat(again).isEqualTo(once).isNotSameAs(once);
            assertThat(names.find(name)).isSameAs(again);
        }
    }

    @Test
    void looksIntoAllNamesAreNotAsking() {
        shelf.showRow("a");
        shelf.showOther("b", "node", "type");
        for (int i = 0; i < 3; i++) {
            assertThat(names.peek("a")).isNotNull();
            assertThat(names.peek("b")).isNotNull();
            assertThat(names.all(each -> true)).hasSize(2);
        }
        assertThat(names.find("a")).isNotSameAs(names.find("a"));
        assertThat(names.find("b")).isNotSameAs(names.find("b"));
    }

    /** A row that nobody has shown, and one in whose place another one has come that is not shown. */
    @Test
    void aRowIsNotFoundBeforeItIsShown() {
        Write first = shelf.write("a", NameCodec.fresh());
        assertThat(names.find("a")).isEmpty();
        shelf.show(new WorkerRef("a", NodeId.of("self"), "", first.time()), first);
        assertThat(names.find("a")).isPresent();
        Write second = shelf.write("a", NameCodec.fresh());
        assertThat(names.peek("a")).isNull();
        // what is shown late, as the row is another one already, is kept beside it
        WorkerRef late = shelf.show(new WorkerRef("a", NodeId.of("self"), "", first.time()), first);
        assertFound(late);
        assertFound(shelf.show(new WorkerRef("a", NodeId.of("self"), "", second.time()), second));
    }

    @Test
    void whatIsSaidIsLikeAMapUnderAnyHistory() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Shelf some = new Shelf();
            for (int step = 0; step < 5_000; step++) {
                String name = (random.nextBoolean() ? "name-" : "имя-") + random.nextInt(200);
                switch (random.nextInt(5)) {
                    case 0 -> some.showOther(name, "node-" + random.nextInt(50), "type-" + random.nextInt(9));
                    case 1 -> some.showRow(name);
                    case 2 -> some.hide(name);
                    default -> assertThat(some.names.find(name)).isEqualTo(Optional.ofNullable(some.model.get(name)));
                }
                assertThat(some.names.size()).isEqualTo(some.model.size());
            }
            assertThat(some.names.all(each -> true)).containsExactlyInAnyOrderElementsOf(some.model.values());
        }
    }

    /** Once a change is done nobody hears what was true before it, whoever keeps answers meanwhile. */
    @Test
    void nobodyHearsWhatIsNotTrueAnyMore() {
        AtomicLong done = new AtomicLong(shelf.showRow("a").token());
        AtomicLong end = new AtomicLong(Long.MAX_VALUE);
        CompletableFuture<Long> one = CompletableFuture.supplyAsync(() -> stale(done, end));
        CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> stale(done, end));
        for (int change = 2; change <= CHANGES; change++) {
            if (change % 3 == 0) {
                shelf.hide("a");
            }
            WorkerRef ref = change / 10 % 2 == 0 ? shelf.showRow("a") : shelf.showOther("a", "node", "type");
            done.setRelease(ref.token());
        }
        end.set(done.get());
        assertThat(one.join()).isZero();
        assertThat(other.join()).isZero();
    }

    private long stale(AtomicLong done, AtomicLong end) {
        long stale = 0;
        long before = 0;
        while (before < end.get()) {
            before = done.get();
            Optional<WorkerRef> said = names.find("a");
            stale += said.isEmpty() || said.get().token() >= before ? 0 : 1;
        }
        return stale;
    }

    /** One that was kept as bytes is found while a row comes to say all of it. */
    @Test
    void whatComesToTheRowsIsFoundAllTheWhile() {
        AtomicInteger latest = new AtomicInteger();
        shelf.showOther("a0", "node", "type");
        CompletableFuture<Long> misses = CompletableFuture.supplyAsync(() -> misses(latest));
        for (int i = 1; i <= CHANGES; i++) {
            shelf.showRow("a" + (i - 1));
            shelf.showOther("a" + i, "node", "type");
            latest.setRelease(i);
        }
        latest.set(-1);
        assertThat(misses.join()).isZero();
    }

    private long misses(AtomicInteger latest) {
        long misses = 0;
        for (int i = latest.get(); i >= 0; i = latest.get()) {
            misses += names.peek("a" + i) == null ? 1 : 0;
        }
        return misses;
    }
}
