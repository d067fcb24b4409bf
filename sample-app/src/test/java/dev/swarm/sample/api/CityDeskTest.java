package dev.swarm.sample.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.sample.hero.City;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CityDeskTest {

    @Test
    void eachCityIsAsLikelyAsAnyOther() {
        Map<String, Integer> drawn = new HashMap<>();
        SplittableRandom chance = new SplittableRandom(11);
        for (int i = 0; i < 3000; i++) {
            drawn.merge(CityDesk.any(City.names(), chance), 1, Integer::sum);
        }

        assertThat(drawn.keySet()).containsExactlyInAnyOrderElementsOf(City.names());
        assertThat(drawn.values()).allMatch(count -> count > 900 && count < 1100);
    }
}
