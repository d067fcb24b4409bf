package dev.swarm.sample.hero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Cities under virtual time and seeded chance. */
class CityBeatTest {

    private static final Tempo USUAL = new Tempo(Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Map<String, Hero> heroes = new HashMap<>();
    private final Set<String> fallen = new HashSet<>();

    @Test
    void aHundredTicksEndHeroesByDamagesOfFiveToFifteenAndNobodyComesBack() {
        for (long seed = 0; seed < 200; seed++) {
            heroes.clear();
            fallen.clear();
            add("batman", "gotham");
            add("robin", "gotham");
            CityBeat beat = new CityBeat(USUAL, new SplittableRandom(seed), 0);
            for (int tick = 1; tick <= 100; tick++) {
                for (Order order : beat.onTime(5L * tick * SECOND, heroes.values(), List.of())) {
                    assertThat(fallen).as("seed %d", seed).doesNotContain(order.heroId());
                    obey(order);
                }
            }

            assertThat(heroes)
                    .as("seed %d: 100 fights of 5 or more end 200 health", seed)
                    .isEmpty();
            assertThat(fallen).containsExactlyInAnyOrder("batman", "robin");
        }
    }

    @Test
    void atEachTickOneHeroOfEachCityGoesOutAndOneOfThoseWhoAreOutFights() {
        for (int i = 0; i < 5; i++) {
            add("g" + i, "gotham");
            add("m" + i, "metropolis");
        }
        CityBeat beat = new CityBeat(USUAL, new SplittableRandom(3), 0);

        List<Order> first = beat.onTime(5 * SECOND, heroes.values(), List.of());
        assertThat(first).hasSize(2).allMatch(Order.Patrol.class::isInstance);
        first.forEach(this::obey);
        List<Order> second = beat.onTime(10 * SECOND, heroes.values(), List.of());
        assertThat(second).filteredOn(Order.Patrol.class::isInstance).hasSize(2);
        assertThat(second)
                .filteredOn(Order.Fight.class::isInstance)
                .extracting(Order::heroId)
                .containsExactlyInAnyOrderElementsOf(
                        first.stream().map(Order::heroId).toList());
    }

    @Test
    void eachHeroOfACityIsAsLikelyAsAnyOther() {
        for (int i = 0; i < 4; i++) {
            add("g" + i, "gotham");
        }
        CityBeat beat = new CityBeat(USUAL, new SplittableRandom(9), 0);
        Map<String, Integer> drawn = new HashMap<>();
        for (int tick = 1; tick <= 4000; tick++) {
            beat.onTime(5L * tick * SECOND, heroes.values(), List.of())
                    .forEach(order -> drawn.merge(order.heroId(), 1, Integer::sum));
        }

        assertThat(drawn.values()).hasSize(4).allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void nothingHappensAtHomeAndNothingBeforeItsTime() {
        add("alfred", "home");
        CityBeat beat = new CityBeat(USUAL, new SplittableRandom(1), 0);

        assertThat(beat.onTime(5 * SECOND, heroes.values(), List.of())).isEmpty();
        add("batman", "gotham");
        assertThat(beat.onTime(9 * SECOND, heroes.values(), List.of())).isEmpty();
        assertThat(beat.onTime(10 * SECOND, heroes.values(), List.of())).hasSize(1);
    }

    @Test
    void patrolsAndFightsHaveIntervalsOfTheirOwn() {
        add("batman", "gotham");
        CityBeat beat =
                new CityBeat(new Tempo(Duration.ofSeconds(2), Duration.ofSeconds(3)), new SplittableRandom(1), 0);
        List<Order> all = new ArrayList<>();
        for (int second = 1; second <= 12; second++) {
            List<Order> orders = beat.onTime(second * SECOND, heroes.values(), List.of());
            orders.forEach(this::obey);
            all.addAll(orders);
        }

        assertThat(all).filteredOn(Order.Patrol.class::isInstance).hasSize(6);
        assertThat(all).filteredOn(Order.Fight.class::isInstance).hasSize(4);
    }

    @Test
    void tempoThatIsTurnedUpHoldsAtOnce() {
        add("batman", "gotham");
        CityBeat beat = new CityBeat(USUAL, new SplittableRandom(1), 0);
        beat.tempo(new Tempo(Duration.ofMillis(500), Duration.ofMillis(500)), SECOND);

        assertThat(beat.nextDeadlineNanos()).isEqualTo(SECOND + SECOND / 2);
        assertThat(beat.onTime(SECOND + SECOND / 2, heroes.values(), List.of())).hasSize(1);
    }

    @Test
    void tempoThatIsTurnedDownHoldsAtOnce() {
        add("batman", "gotham");
        CityBeat beat = new CityBeat(USUAL, new SplittableRandom(1), 0);
        beat.onTime(5 * SECOND, heroes.values(), List.of()).forEach(this::obey);
        beat.tempo(new Tempo(Duration.ofSeconds(5), Duration.ofSeconds(60)), 9 * SECOND);

        List<Order> inTime = beat.onTime(64 * SECOND, heroes.values(), List.of());
        assertThat(inTime).hasSize(1).allMatch(Order.Patrol.class::isInstance);
        assertThat(beat.onTime(65 * SECOND, heroes.values(), List.of()))
                .as("a minute after the last fight was due")
                .hasSize(1)
                .allMatch(Order.Fight.class::isInstance);
    }

    @Test
    void patrolsGoToWaypointsIfThereAreAny() {
        add("batman", "gotham");
        CityBeat beat = new CityBeat(USUAL, new SplittableRandom(1), 0);

        List<Order> orders = beat.onTime(5 * SECOND, heroes.values(), List.of(Position.of(700, 400)));

        assertThat(orders)
                .singleElement()
                .isInstanceOfSatisfying(
                        Order.Patrol.class,
                        patrol -> assertThat(Math.hypot(
                                        patrol.spot().x() - 700, patrol.spot().y() - 400))
                                .isLessThan(60));
    }

    private void add(String id, String location) {
        Hero born = HeroRules.born(id, id, 0);
        heroes.put(id, HeroRules.assigned(born, new Assignment(location, 1)));
    }

    private void obey(Order order) {
        Hero hero = Objects.requireNonNull(heroes.get(order.heroId()));
        if (order instanceof Order.Patrol patrol) {
            heroes.put(hero.id(), HeroRules.onPatrol(hero, patrol.spot()));
        } else if (order instanceof Order.Fight fight) {
            assertThat(hero.patrolling()).isTrue();
            assertThat(fight.damage()).isBetween(5, 15);
            Hero after = HeroRules.fought(hero, fight.damage(), 1);
            if (after.isAlive()) {
                heroes.put(hero.id(), after);
            } else {
                heroes.remove(hero.id());
                fallen.add(hero.id());
            }
        }
    }
}
