package dev.swarm.crdt.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrieMapTest {

    /** Few hash codes for many keys, so that buckets come and go. */
    private record Key(int number, int hash) {

        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Test
    void behavesAsAHashMapAndLeavesOldOnesAlone() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int keys = 1 + random.nextInt(200);
            int hashes = 1 + random.nextInt(keys);
            Map<Key, Integer> model = new HashMap<>();
            TrieMap<Key, Integer> map = TrieMap.empty();
            List<TrieMap<Key, Integer>> old = new ArrayList<>();
            List<Map<Key, Integer>> oldModels = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int number = random.nextInt(keys);
                Key key = new Key(number, (number % hashes) * 0x0840_2001);
                if (random.nextInt(5) < 3) {
                    map = map.put(key, i);
                    model.put(key, i);
                } else {
                    map = map.remove(key);
                    model.remove(key);
                }
                assertThat(map.size()).isEqualTo(model.size());
                assertThat(map.get(key)).isEqualTo(model.get(key));
                if (random.nextInt(20) == 0) {
                    old.add(map);
                    oldModels.add(new HashMap<>(model));
                }
            }
            for (int i = 0; i < old.size(); i++) {
                assertThat(content(old.get(i))).as("seed %d", seed).isEqualTo(oldModels.get(i));
            }
        }
    }

    @Test
    void equalContentIsEqualHoweverItCame() {
        TrieMap<Integer, String> up = TrieMap.empty();
        TrieMap<Integer, String> down = TrieMap.empty();
        for (int i = 0; i < 1_000; i++) {
            up = up.put(i, "v" + i);
            down = down.put(1_500 - i, "v" + (1_500 - i));
        }
        for (int i = 0; i <= 500; i++) {
            up = up.remove(i);
            down = down.remove(1_500 - i).put(i, "x").remove(i);
        }
        assertThat(up).isEqualTo(down).hasSameHashCodeAs(down);
        assertThat(List.copyOf(up.keys())).isEqualTo(List.copyOf(down.keys()));
        assertThat(up.put(600, "other")).isNotEqualTo(down);
        assertThat(up.toString()).isEqualTo(down.toString());
    }

    @Test
    void nothingNewIsTheSameMap() {
        TrieMap<String, String> map = TrieMap.of("k", "v");
        assertThat(map.put("k", "v")).isSameAs(map);
        assertThat(map.remove("other")).isSameAs(map);
        assertThat(map.remove("k").isEmpty()).isTrue();
        assertThat(map.keys().contains("k")).isTrue();
        assertThat(map.keys().contains("other")).isFalse();
    }

    @Test
    void aWalkEnds() {
        Iterator<Map.Entry<String, String>> walk = TrieMap.of("k", "v").iterator();
        assertThat(walk.next()).isEqualTo(Map.entry("k", "v"));
        assertThat(walk.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(walk::next);
    }

    private static Map<Key, Integer> content(TrieMap<Key, Integer> map) {
        Map<Key, Integer> content = new HashMap<>();
        for (Map.Entry<Key, Integer> entry : map) {
            content.put(entry.getKey(), entry.getValue());
        }
        return content;
    }
}
