package dev.swarm.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A packed table is a map whose values hold their keys, whatever moves beneath. */
class PackedTableTest {

    private static final int MANY = 10_000;

    /** Something of which some bytes are its own, and a text is that of many. */
    private record Item(int key, int length, String kind) {}

    /** Has of all hashes only some bits. */
    private static final class Items extends PackedTable<Integer, Item> {

        private static final int HEAD = 16;
        private static final int MARK = 10;

        private final int hashBits;

        Items(int hashBits, int mostPages) {
            this(hashBits, mostPages, 1 << 16);
        }

        Items(int hashBits, int mostPages, int pageBytes) {
            super(mostPages, pageBytes);
            this.hashBits = hashBits;
        }

        @Override
        protected Integer keyOf(Item item) {
            return item.key();
        }

        @Override
        protected int hashOf(Integer key) {
            return key & hashBits;
        }

        @Override
        protected int lengthOf(Item item) {
            return HEAD + item.length();
        }

        @Override
        protected int write(BytePage page, int at, Item item) {
            page.putLong(at, item.key());
            page.putChar(at + 8, page.share(item.kind()));
            page.putChar(at + 10, 0);
            for (int i = 0; i < item.length(); i++) {
                page.bytes()[at + HEAD + i] = (byte) item.key();
            }
            return at + HEAD + item.length();
        }

        @Override
        protected boolean isKey(BytePage page, int at, int end, Integer key) {
            return page.longAt(at) == key;
        }

        @Override
        protected Item read(BytePage page, int at, int end, @Nullable Integer key) {
            int known = (int) page.longAt(at);
            for (int i = at + HEAD; i < end; i++) {
                if (page.bytes()[i] != (byte) known) {
                    throw new AssertionError("byte " + i + " of " + known + " is " + page.bytes()[i]);
                }
            }
            return new Item(known, end - at - HEAD, (String) page.shared(page.charAt(at + 8)));
        }

        @Override
        protected void carry(BytePage from, int at, BytePage to, int toAt) {
            to.change(toAt + MARK, from.changed(at + MARK));
        }

        @Override
        protected void lose(BytePage page, int at) {
            page.change(at + MARK, (byte) -1);
        }

        /** Marks the thing with a key; tells whether there is one. */
        boolean mark(int key) {
            return find(key, (page, at, end) -> {
                        boolean isIt = page.longAt(at) == key && page.changed(at + MARK) >= 0;
                        if (isIt) {
                            page.change(at + MARK, (byte) 1);
                        }
                        return isIt ? key : null;
                    })
                    != null;
        }

        /** Puts a thing as bytes, if there is none with its key. */
        boolean addIfNew(Item item) {
            return addIfNew(hashOf(item.key()), new Newcomer<>() {
                @Override
                public Integer key() {
                    return item.key();
                }

                @Override
                public boolean isKeyOf(BytePage page, int at, int end) {
                    return isKey(page, at, end, item.key());
                }

                @Override
                public int length() {
                    return lengthOf(item);
                }

                @Override
                public int write(BytePage page, int at) {
                    return Items.this.write(page, at, item);
                }
            });
        }

        boolean isMarked(int key) {
            return find(key, (page, at, end) -> page.changed(at + MARK) == 1 ? key : null) != null;
        }

        List<Integer> marked() {
            return read((page, at, end) -> page.changed(at + MARK) == 1 ? (int) page.longAt(at) : null);
        }
    }

    @Test
    void aPackedTableIsLikeAMapUnderAnyHistory() {
        for (int bits : new int[] {-1, 0xff, 0x7, 0}) {
            for (int pages : new int[] {1 << 16, 12}) {
                for (long seed = 0; seed < 2; seed++) {
                    liveThrough(new Items(bits, pages), new SplittableRandom(seed));
                }
            }
        }
    }

    private static void liveThrough(Items items, SplittableRandom random) {
        Map<Integer, Item> model = new HashMap<>();
        int bound = 1 + random.nextInt(2_000);
        for (int step = 0; step < 12_000; step++) {
            int key = random.nextInt(bound);
            // now more come than go, now more go
            if (random.nextInt(100) < (step / 3_000 % 2 == 0 ? 80 : 10)) {
                Item item = new Item(key, random.nextInt(200), "kind " + random.nextInt(50));
                if (random.nextBoolean()) {
                    assertThat(items.put(item)).isEqualTo(model.put(key, item) != null);
                } else {
                    assertThat(items.addIfNew(item)).isEqualTo(model.putIfAbsent(key, item) == null);
                }
            } else {
                assertThat(items.remove(key)).isEqualTo(model.remove(key));
            }
            int other = random.nextInt(bound);
            assertThat(items.find(other)).isEqualTo(model.get(other));
            assertThat(items.size()).isEqualTo(model.size());
            if (step % 500 == 0) {
                assertThat(items.all(item -> true)).containsExactlyInAnyOrderElementsOf(model.values());
            }
        }
        for (Item item : List.copyOf(model.values())) {
            assertThat(items.remove(item.key())).isEqualTo(item);
        }
        assertThat(items.size()).isZero();
        assertThat(items.all(item -> true)).isEmpty();
    }

    @Test
    void onlyWhatIsWantedIsReturned() {
        Items items = new Items(-1, 1 << 16);
        for (int i = 0; i < MANY; i++) {
            items.put(new Item(i, i % 7, "kind"));
        }
        assertThat(items.all(item -> item.length() == 3))
                .hasSize(MANY / 7 + (MANY % 7 > 3 ? 1 : 0))
                .allMatch(item -> item.key() % 7 == 3);
    }

    @Test
    void aMarkIsFoundUntilAnotherThingIsInThePlace() {
        Items items = new Items(-1, 1 << 16);
        items.put(new Item(1, 5, "kind"));
        assertThat(items.isMarked(1)).isFalse();
        assertThat(items.mark(1)).isTrue();
        assertThat(items.isMarked(1)).isTrue();
        assertThat(items.mark(2)).isFalse();
        items.put(new Item(1, 6, "kind"));
        assertThat(items.isMarked(1)).isFalse();
    }

    /** Whatever moves, and in whatever order they are marked, also where what is looked at next is there no more. */
    @Test
    void marksStayWithTheirThingsUnderAnyHistory() {
        for (int bits : new int[] {-1, 0x7}) {
            for (int pages : new int[] {1 << 16, 12}) {
                Items items = new Items(bits, pages, 1 << 12);
                SplittableRandom random = new SplittableRandom(bits);
                Map<Integer, Boolean> model = new HashMap<>();
                for (int step = 0; step < 20_000; step++) {
                    int key = random.nextInt(300);
                    switch (random.nextInt(5)) {
                        case 0 -> assertThat(items.remove(key) != null).isEqualTo(model.remove(key) != null);
                        case 1, 2 -> {
                            for (int each = key; each < key + random.nextInt(6); each++) {
                                items.put(new Item(each, random.nextInt(50), "kind"));
                                model.put(each, false);
                            }
                        }
                        default -> {
                            for (int each = key; each < key + 4; each++) {
                                assertThat(items.mark(each)).isEqualTo(model.replace(each, true) != null);
                            }
                        }
                    }
                    int other = random.nextInt(300);
                    assertThat(items.isMarked(other)).isEqualTo(model.getOrDefault(other, false));
                }
                List<Integer> marked = new ArrayList<>(model.keySet());
                marked.removeIf(key -> !model.getOrDefault(key, false));
                assertThat(items.marked()).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(marked);
            }
        }
    }

    /** A place means nothing any more when all begins anew: there may stand a part of something else. */
    @Test
    void whenAllHasGoneNothingIsLookedForWhereItWas() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Items items = new Items(-1, 1 << 16, 256);
            for (int life = 0; life < 4; life++) {
                int count = 1 + random.nextInt(12);
                for (int i = 0; i < count; i++) {
                    items.put(new Item(i, random.nextInt(100), "kind"));
                }
                for (int i = 0; i < count; i++) {
                    assertThat(items.mark(i)).isTrue();
                }
                assertThat(items.marked()).hasSize(count);
                for (int i = 0; i < count; i++) {
                    assertThat(items.remove(i)).isNotNull();
                }
            }
        }
    }

    /** Each page that is full would stay otherwise, until there are no more places. */
    @Test
    void whatIsWrittenAgainAndAgainTakesNoMoreRoom() {
        Items items = new Items(-1, 1 << 16);
        items.put(new Item(0, 100, "stays"));
        for (int i = 0; i < 100 * MANY; i++) {
            items.put(new Item(1, 100, "kind"));
        }
        assertThat(items.find(0)).isEqualTo(new Item(0, 100, "stays"));
        assertThat(items.pages()).isLessThan(4);
    }

    /** What goes while its page is written to is not seen to go when the page is full. */
    @Test
    void aPageThatIsFullOfWhatHasGoneIsLeft() {
        Items items = new Items(-1, 1 << 16);
        for (int i = 0; i < 1_000; i++) {
            items.put(new Item(i, 100, "stays"));
            for (int version = 0; version < 100; version++) {
                items.put(new Item(-1, 100, "goes"));
                assertThat(items.remove(-1)).isNotNull();
            }
        }
        assertThat(items.all(item -> true)).hasSize(1_000);
        assertThat(items.pages()).isLessThan(8);
    }

    /** What stands in the crowd at first has slots at the end, which were not looked at then. */
    @Test
    void allAreShownWhateverFindsASlotMeanwhile() {
        Items items = new Items(0, 1 << 16);
        for (int i = 0; i < 104; i++) {
            items.put(new Item(i, 10, i < 100 ? "goes" : "stays"));
        }
        AtomicBoolean changed = new AtomicBoolean();
        List<Item> staying = items.all(item -> {
            if (changed.compareAndSet(false, true)) {
                for (int i = 0; i < 100; i++) {
                    assertThat(items.remove(i)).isNotNull();
                }
            }
            return item.kind().equals("stays");
        });
        assertThat(staying).extracting(Item::key).containsExactlyInAnyOrder(100, 101, 102, 103);
    }

    /** Pages leave after every few changes, so that one leaves just as somebody has been led to it. */
    @Test
    void whatMovesIsNeverMissedByOtherThreads() {
        Items items = new Items(-1, 4_096, 256);
        for (int i = 0; i < 100; i++) {
            items.put(new Item(i, i, "stays"));
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> misses(items, over));
        for (int i = 0; i < 60 * MANY; i++) {
            int key = i % 100;
            items.put(new Item(key, key, "stays"));
        }
        over.set(true);
        assertThat(one.join()).isZero();
    }

    /** Some stay, and many come and go beside them, so that pages leave, slots are others, and all is written anew. */
    @Test
    void whatStaysIsNeverMissedByOtherThreads() {
        for (int bits : new int[] {-1, 0x3f}) {
            Items items = new Items(bits, 24);
            for (int i = 0; i < 100; i++) {
                items.put(new Item(i, i, "stays"));
            }
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> misses(items, over));
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> missesAmongAll(items, over));
            SplittableRandom random = new SplittableRandom(bits);
            for (int i = 0; i < 15 * MANY; i++) {
                int key = 100 + random.nextInt(2_000);
                if (random.nextBoolean()) {
                    items.put(new Item(key, random.nextInt(100), "goes " + key % 9));
                } else {
                    items.remove(key);
                }
            }
            over.set(true);
            assertThat(one.join()).isZero();
            assertThat(other.join()).isZero();
        }
    }

    private static int misses(Items items, AtomicBoolean over) {
        int misses = 0;
        while (!over.get()) {
            for (int i = 0; i < 100; i++) {
                misses += new Item(i, i, "stays").equals(items.find(i)) ? 0 : 1;
            }
        }
        return misses;
    }

    private static int missesAmongAll(Items items, AtomicBoolean over) {
        int misses = 0;
        while (!over.get()) {
            List<Item> staying = new ArrayList<>(items.all(item -> item.kind().equals("stays")));
            misses += staying.size() == 100 && staying.stream().distinct().count() == 100 ? 0 : 1;
        }
        return misses;
    }
}
