package dev.swarm.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whoever has a place finds there what was put there last. */
class PagesTest {

    private static final int MANY = 5_000;

    @Test
    void placesAreGivenOutInOrder() {
        Pages<String> pages = new Pages<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(pages.add("item " + i)).isEqualTo(i);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(pages.get(i)).isEqualTo("item " + i);
        }
        assertThat(pages.size()).isEqualTo(MANY);
    }

    @Test
    void theLastPlaceThatWasGivenBackIsTheNextOne() {
        Pages<String> pages = new Pages<>();
        for (int i = 0; i < 100; i++) {
            int unused = pages.add("item " + i);
        }
        pages.remove(17);
        pages.remove(3);
        assertThat(pages.get(3)).isNull();
        assertThat(pages.add("a")).isEqualTo(3);
        assertThat(pages.add("b")).isEqualTo(17);
        assertThat(pages.add("c")).isEqualTo(100);
        assertThat(pages.size()).isEqualTo(101);
    }

    @Test
    void nothingStandsWhereNobodyPutAnything() {
        Pages<String> pages = new Pages<>();
        assertThat(pages.get(0)).isNull();
        int place = pages.add("a");
        assertThat(pages.get(place + 1)).isNull();
        assertThat(pages.get(1_000_000)).isNull();
        assertThat(pages.get(-1)).isNull();
    }

    @Test
    void whenAllHaveGoneItBeginsAnew() {
        Pages<Integer> pages = new Pages<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < MANY; i++) {
                assertThat(pages.add(i)).isEqualTo(i);
            }
            for (int i = 0; i < MANY; i++) {
                pages.remove(i);
            }
            assertThat(pages.size()).isZero();
            assertThat(pages.get(0)).isNull();
            assertThat(all(pages)).isEmpty();
        }
    }

    @Test
    void pagesAreLikeAMapOfPlacesUnderAnyHistory() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Pages<Integer> pages = new Pages<>();
            TreeMap<Integer, Integer> model = new TreeMap<>();
            for (int step = 0; step < 20_000; step++) {
                // now more come than go, now more go
                if (model.isEmpty() || random.nextInt(100) < (step / 4_000 % 2 == 0 ? 70 : 20)) {
                    assertThat(model.put(pages.add(step), step)).isNull();
                } else {
                    change(pages, model, random, step);
                }
                assertThat(pages.size()).isEqualTo(model.size());
            }
            assertThat(all(pages)).containsExactlyElementsOf(model.values());
        }
    }

    private static void change(
            Pages<Integer> pages, NavigableMap<Integer, Integer> model, SplittableRandom random, int step) {
        Integer some = model.ceilingKey(random.nextInt(model.lastKey() + 1));
        int place = some == null ? model.lastKey() : some;
        assertThat(pages.get(place)).isEqualTo(model.get(place));
        if (random.nextInt(10) == 0) {
            pages.set(place, step);
            model.put(place, step);
        } else {
            pages.remove(place);
            model.remove(place);
        }
    }

    private static <T> List<T> all(Pages<T> pages) {
        List<T> all = new ArrayList<>();
        pages.forEach(all::add);
        return all;
    }
}
