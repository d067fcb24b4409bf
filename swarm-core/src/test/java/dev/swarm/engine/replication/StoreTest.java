package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A store is a map, whatever the hashes of its keys, and its leaves part it. */
class StoreTest {

    private static final ReplicaId ORIGIN = new ReplicaId("a", 1);

    private static final char PACKED = 'n';

    private long number;

    @Test
    void aStoreIsLikeAMapUnderAnyHistory() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int bound = 1 + random.nextInt(400);
            // with the letter of all its keys, and with one of none
            Store store = new Store(seed % 2 == 0 ? PACKED : Key.NONE);
            Map<Key, String> model = new HashMap<>();
            for (int step = 0; step < 5_000; step++) {
                Key key = key(random.nextInt(bound));
                // now more come than go, now more go
                boolean comes = random.nextInt(100) < (step / 500 % 2 == 0 ? 80 : 20);
                Row after = comes ? row(key, random) : null;
                store.replace(key, store.get(key), after);
                model.compute(key, (same, before) -> after == null ? null : RowText.of(after));
                Key other = key(random.nextInt(bound));
                Row found = store.get(other);
                assertThat(found == null ? null : RowText.of(found)).isEqualTo(model.get(other));
                assertThat(store.keys()).isEqualTo(model.size());
            }
            assertThat(content(store)).isEqualTo(model);
        }
    }

    @Test
    void leavesPartTheKeysByTheirHashes() {
        Store store = new Store(PACKED);
        for (int i = 0; i < 20_000; i++) {
            put(store, new Key(i % 2 == 0 ? 'e' : PACKED, "unit-" + i));
        }
        int sum = 0;
        for (int leaf = 0; leaf < ReplicaBounds.LEAVES; leaf++) {
            List<Key> keys = store.keys(leaf);
            assertThat(keys).hasSize(store.size(leaf)).doesNotHaveDuplicates();
            for (Key key : keys) {
                assertThat(HashTree.leafOf(key)).isEqualTo(leaf);
            }
            sum += keys.size();
        }
        assertThat(sum).isEqualTo(20_000);
        for (int i = 0; i < 20_000; i++) {
            Key key = new Key(i % 2 == 0 ? 'e' : PACKED, "unit-" + i);
            store.replace(key, store.get(key), null);
        }
        assertThat(content(store)).isEmpty();
        assertThat(store.bytes()).isZero();
        assertThat(store.content()).isZero();
    }

    @Test
    void keysOfOneHashAreToldApart() {
        Store store = new Store(PACKED);
        List<String> texts = new ArrayList<>(List.of("n:"));
        for (int i = 0; i < 12; i++) {
            List<String> longer = new ArrayList<>();
            texts.forEach(text -> longer.addAll(List.of(text + "Aa", text + "BB")));
            texts = longer;
        }
        texts.forEach(text -> put(store, Key.of(text)));
        assertThat(store.keys(HashTree.leafOf(Key.of(texts.get(0)))))
                .containsExactlyInAnyOrderElementsOf(texts.stream().map(Key::of).toList());
        for (String text : texts) {
            Row row = Objects.requireNonNull(store.get(Key.of(text)), text);
            assertThat(row.write().key()).hasToString(text);
        }
    }

    @Test
    void noKeyMayComeOrGoWhileTheyAreHandedOver() {
        Store store = new Store(PACKED);
        Key key = Key.of("a");
        put(store, key);
        int leaf = HashTree.leafOf(key);
        store.forEach(leaf, row -> put(store, key));
        assertThat(store.keys(leaf)).containsExactly(key);
        assertThatThrownBy(() -> store.forEach(leaf, row -> store.replace(key, row, null)))
                .isInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    void nothingIsInANewStore() {
        Store store = new Store(PACKED);
        assertThat(store.get(Key.of("a"))).isNull();
        assertThat(store.keys(0)).isEmpty();
        assertThat(store.size(ReplicaBounds.LEAVES - 1)).isZero();
        assertThat(store.keys()).isZero();
    }

    private void put(Store store, Key key) {
        store.replace(key, store.get(key), row(key));
    }

    private static Map<Key, String> content(Store store) {
        Map<Key, String> content = new HashMap<>();
        for (int leaf = 0; leaf < ReplicaBounds.LEAVES; leaf++) {
            store.forEach(leaf, row -> content.put(row.write().key(), RowText.of(row)));
        }
        Map<Key, String> atOnce = new HashMap<>();
        store.forEach(row -> atOnce.put(row.write().key(), RowText.of(row)));
        assertThat(atOnce).isEqualTo(content);
        return content;
    }

    /** Returns one of many keys, of which each four have one hash. */
    private static Key key(int index) {
        String end = List.of("AaAa", "AaBB", "BBAa", "BBBB").get(index % 4);
        return new Key(PACKED, (index % 3 == 0 ? "größer " : "") + index / 4 + end);
    }

    private Row row(Key key) {
        return new Write(new Dot(ORIGIN, ++number), key, 1, new byte[0], List.of());
    }

    /** Returns one of a small value, a large one, one that ended others, or several. */
    private Row row(Key key, SplittableRandom random) {
        ReplicaId origin = new ReplicaId("node-" + random.nextInt(5), random.nextInt(3));
        byte[] value = new byte[random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(10)];
        random.nextBytes(value);
        List<Dot> seen = random.nextInt(5) == 0 ? List.of(new Dot(ORIGIN, 7)) : List.of();
        Write write = new Write(new Dot(origin, ++number), key, random.nextLong() >>> 1, value, seen);
        return random.nextInt(5) == 0 ? Row.of(write, row(key)) : write;
    }
}
