package dev.swarm.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A table is a map whose values hold their keys, whatever the hashes of those. */
class TableTest {

    private static final int MANY = 10_000;

    /** Something that holds its key. */
    private record Item(String key, int version) {}

    /** Counts how often two keys are compared, and has of all hashes only some bits. */
    private static final class Items extends Table<String, Item> {

        private final int hashBits;
        private int compared;

        Items(int hashBits) {
            this.hashBits = hashBits;
        }

        @Override
        protected String keyOf(Item item) {
            return item.key();
        }

        @Override
        protected int hashOf(String key) {
            return key.hashCode() & hashBits;
        }

        @Override
        protected boolean isKey(Item item, String key) {
            compared++;
            return item.key().equals(key);
        }
    }

    @Test
    void aTableIsLikeAMapUnderAnyHistory() {
        for (int bits : new int[] {-1, -1, 0xff, 0x7, 0}) {
            for (long seed = 0; seed < 10; seed++) {
                liveThrough(new Items(bits), new SplittableRandom(seed));
            }
        }
    }

    private static void liveThrough(Items items, SplittableRandom random) {
        Map<String, Item> model = new HashMap<>();
        int bound = 1 + random.nextInt(3_000);
        for (int step = 0; step < 12_000; step++) {
            Item item = new Item("name-" + random.nextInt(bound), step);
            // now more come than go, now more go
            if (random.nextInt(100) < (step / 3_000 % 2 == 0 ? 80 : 10)) {
                assertThat(items.put(item)).isSameAs(model.put(item.key(), item));
            } else if (random.nextInt(4) == 0) {
                Item known = model.get(item.key());
                assertThat(items.removeSame(item)).isFalse();
                assertThat(known == null || items.removeSame(known)).isTrue();
                model.remove(item.key());
            } else {
                assertThat(items.remove(item.key())).isSameAs(model.remove(item.key()));
            }
            String other = "name-" + random.nextInt(bound);
            assertThat(items.find(other)).isSameAs(model.get(other));
            assertThat(items.size()).isEqualTo(model.size());
        }
        assertThat(all(items)).containsExactlyInAnyOrderElementsOf(model.values());
        for (Item item : all(items)) {
            assertThat(items.remove(item.key())).isSameAs(item);
        }
        assertThat(items.size()).isZero();
        assertThat(all(items)).isEmpty();
    }

    @Test
    void allAreShownInTheOrderInWhichTheyCame() {
        Items items = new Items(-1);
        List<Item> came = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            came.add(new Item("name-" + i, 0));
            items.put(came.get(i));
        }
        assertThat(all(items)).isEqualTo(came);
    }

    @Test
    void whoeverIsShownOneMayTakeItAway() {
        Items items = new Items(-1);
        for (int i = 0; i < MANY; i++) {
            items.put(new Item("name-" + i, 0));
        }
        items.forEach(item -> assertThat(items.removeSame(item)).isTrue());
        assertThat(items.size()).isZero();
    }

    /** With one hash, each key would have to be compared with all before it: 50 million times. */
    @Test
    void keysOfOneHashCostLittleMoreThanOthers() {
        Items items = new Items(0);
        for (int i = 0; i < MANY; i++) {
            assertThat(items.put(new Item("name-" + i, 0))).isNull();
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(items.find("name-" + i)).isEqualTo(new Item("name-" + i, 0));
        }
        for (int i = 0; i < MANY; i += 2) {
            assertThat(items.remove("name-" + i)).isNotNull();
        }
        assertThat(items.size()).isEqualTo(MANY / 2);
        assertThat(items.find("name-0")).isNull();
        assertThat(items.find("name-1")).isNotNull();
        assertThat(items.compared).isLessThan(100 * MANY);
    }

    @Test
    void keysAreComparedOnlyIfTheirHashesAreTheSame() {
        Items items = new Items(-1);
        for (int i = 0; i < MANY; i++) {
            items.put(new Item("name-" + i, 0));
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(items.find("name-" + i)).isNotNull();
            assertThat(items.find("other-" + i)).isNull();
        }
        assertThat(items.compared).isBetween(MANY, MANY + MANY / 100);
    }

    /** Some stay, and many come and go beside them in any order, so that the index grows, shrinks and is made anew. */
    @Test
    void whatStaysIsNeverMissedByOtherThreads() {
        for (int bits : new int[] {-1, 0x3f}) {
            Items items = new Items(bits);
            for (int i = 0; i < 100; i++) {
                items.put(new Item("stays-" + i, 0));
            }
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> misses(items, over));
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> misses(items, over));
            SplittableRandom random = new SplittableRandom(bits);
            for (int step = 0; step < 400_000; step++) {
                String key = "goes-" + random.nextInt(2_000);
                if (random.nextInt(100) < (step / 10_000 % 2 == 0 ? 80 : 20)) {
                    items.put(new Item(key, step));
                } else {
                    items.remove(key);
                }
                if (step % 16 == 0) {
                    items.put(new Item("stays-" + random.nextInt(100), step));
                }
            }
            over.set(true);
            assertThat(one.join() + other.join()).isZero();
        }
    }

    private static int misses(Items items, AtomicBoolean over) {
        int misses = 0;
        while (!over.get()) {
            for (int i = 0; i < 100; i++) {
                String key = "stays-" + i;
                Item found = items.find(key);
                misses += found == null || !found.key().equals(key) ? 1 : 0;
                Item gone = items.find("goes-" + i);
                misses += gone != null && !gone.key().equals("goes-" + i) ? 1 : 0;
            }
        }
        return misses;
    }

    private static List<Item> all(Items items) {
        List<Item> all = new ArrayList<>();
        items.forEach(all::add);
        return all;
    }
}
