package dev.swarm.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.sample.hero.City;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CityNameTest {

    @Test
    void oneProgramIsEachCityThatTheEnvironmentNames() {
        for (String city : City.names()) {
            assertThat(SampleApplication.defaults(Map.of("CITY_NAME", city))).containsEntry("swarm.node.name", city);
        }
    }

    @Test
    void withoutACityTheNodeHasItsUsualName() {
        assertThat(SampleApplication.defaults(Map.of())).isEmpty();
        assertThat(SampleApplication.defaults(Map.of("CITY_NAME", " "))).isEmpty();
    }
}
