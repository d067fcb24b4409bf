package dev.swarm.sample.hero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.Placement.NodeLoad;
import dev.swarm.api.registry.Placement.Question;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which cities there are, who lives where, and what a city survives. */
class CitiesTest {

    private static final NodeId OWNER = NodeId.of("metropolis");

    @Test
    void thereAreThreeCitiesAndHomeIsNone() {
        assertThat(City.names()).containsExactly("gotham", "metropolis", "capitol");
        assertThat(City.of("home")).isEmpty();
        assertThat(City.of("smallville")).isEmpty();
    }

    @Test
    void heroesLiveOnTheNodeOfTheirCityWhileThatIsThere() {
        assertThat(place("gotham", "gotham", "metropolis", "dispatch")).isEqualTo(NodeId.of("gotham"));
        assertThat(place("gotham", "metropolis", "dispatch")).isEqualTo(OWNER);
        assertThat(place(null, "gotham", "metropolis", "dispatch")).isEqualTo(OWNER);
    }

    @Test
    void cityEndsWithTheFourthBombInFiveSeconds() {
        BombLimit limit = new BombLimit();
        long second = Duration.ofSeconds(1).toNanos();

        assertThat(limit.survives(0)).isTrue();
        assertThat(limit.survives(second)).isTrue();
        assertThat(limit.survives(2 * second)).isTrue();
        assertThat(limit.survives(4 * second)).isFalse();
    }

    @Test
    void bombsOfLongAgoAreForgotten() {
        BombLimit limit = new BombLimit();
        long second = Duration.ofSeconds(1).toNanos();

        for (int bomb = 0; bomb < 20; bomb++) {
            assertThat(limit.survives(2L * bomb * second)).isTrue();
        }
    }

    private static NodeId place(@Nullable String hint, String... nodes) {
        List<NodeLoad> loads = Stream.of(nodes)
                .map(node -> new NodeLoad(NodeId.of(node), 100, 0))
                .toList();
        return new CityPlacement().place(new Question("hero:1", "hero", hint, null, OWNER, loads));
    }
}
