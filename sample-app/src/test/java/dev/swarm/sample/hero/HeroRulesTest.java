package dev.swarm.sample.hero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Position;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeroRulesTest {

    private static final long NOW = 1_777_888_999_000L;

    @Test
    void newHeroIsAtHomeIdleAndInFullHealthWithAnIdAndANameOfItsOwn() {
        String id = UUID.randomUUID().toString();
        Hero hero = HeroRules.born(id, HeroNames.next(new SplittableRandom(1)), NOW);

        assertThat(UUID.fromString(hero.id())).hasToString(id);
        assertThat(hero.name()).matches("[A-Z][a-z]+ [A-Z][a-z]+");
        assertThat(hero.location()).isEqualTo("home");
        assertThat(hero.patrolling()).isFalse();
        assertThat(hero.health()).isEqualTo(100);
        assertThat(hero.fightCount()).isZero();
        assertThat(hero.assignment().atMillis()).isEqualTo(NOW);
    }

    @Test
    void assignmentRestsByTwentyUpToAHundred() {
        assertThat(assigned(50).health()).isEqualTo(70);
        assertThat(assigned(95).health()).isEqualTo(100);
        assertThat(HeroRules.assigned(of(50, NOW, "gotham"), new Assignment("home", NOW + 1))
                        .health())
                .isEqualTo(70);
    }

    @Test
    void whoeverIsAssignedIsIdleAndWhereAssigned() {
        Hero out = HeroRules.onPatrol(of(80, NOW, "gotham"), Position.of(1, 2));
        Hero home = HeroRules.assigned(out, new Assignment("home", NOW + 1));

        assertThat(out.patrolling()).isTrue();
        assertThat(home.patrolling()).isFalse();
        assertThat(home.location()).isEqualTo("home");
    }

    @Test
    void damageIsFiveToFifteenAndEachOfThemComes() {
        Map<Integer, Integer> seen = new TreeMap<>();
        Random chance = new Random(7);
        for (int i = 0; i < 5000; i++) {
            seen.merge(HeroRules.damage(chance), 1, Integer::sum);
        }

        assertThat(seen.keySet()).containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void healthDoesNotFallBelowZeroAndThereTheHeroEnds() {
        Hero hero = HeroRules.fought(of(7, NOW, "gotham"), 15, 1);

        assertThat(hero.health()).isZero();
        assertThat(hero.isAlive()).isFalse();
        assertThat(HeroRules.fought(of(16, NOW, "gotham"), 15, 1).isAlive()).isTrue();
    }

    @Test
    void laterAssignmentIsKeptWhicheverWayItIsMerged() {
        Hero earlier = of(80, NOW, "gotham");
        Hero later = of(90, NOW + 1, "capitol");

        assertThat(HeroRules.merged(earlier, later).location()).isEqualTo("capitol");
        assertThat(HeroRules.merged(later, earlier).location()).isEqualTo("capitol");
    }

    @Test
    void assignmentsOfTheSameMomentAreOrderedToo() {
        Hero one = of(80, NOW, "gotham");
        Hero other = of(80, NOW, "metropolis");

        assertThat(HeroRules.merged(one, other)).isEqualTo(HeroRules.merged(other, one));
    }

    @Test
    void noFightOfEitherLifeIsLost() {
        Hero base = HeroRules.fought(of(100, NOW, "gotham"), 5, 1);
        Hero one = HeroRules.fought(HeroRules.fought(base, 5, 2), 6, 2);
        Hero other = HeroRules.fought(base, 9, 3);

        Hero merged = HeroRules.merged(one, other);

        assertThat(merged.fightCount()).isEqualTo(4);
        assertThat(merged.health()).isEqualTo(84);
    }

    @Test
    void mergingIsCommutativeAssociativeAndIdempotent() {
        for (long seed = 0; seed < 2000; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            Hero a = any(chance);
            Hero b = any(chance);
            Hero c = any(chance);

            assertThat(HeroRules.merged(a, b)).as("seed %d", seed).isEqualTo(HeroRules.merged(b, a));
            assertThat(HeroRules.merged(HeroRules.merged(a, b), c))
                    .as("seed %d", seed)
                    .isEqualTo(HeroRules.merged(a, HeroRules.merged(b, c)));
            assertThat(HeroRules.merged(a, a)).as("seed %d", seed).isEqualTo(a);
        }
    }

    @Test
    void fightsOfManyLivesAreCountedTogetherAtTheBound() {
        Hero hero = of(100, NOW, "gotham");
        for (long life = 1; life <= 100; life++) {
            hero = HeroRules.fought(hero, 0, life);
        }

        assertThat(hero.fights()).hasSize(HeroRules.MAX_LIVES);
        assertThat(hero.fightCount()).isEqualTo(100);
    }

    private static Hero assigned(int health) {
        return HeroRules.assigned(of(health, NOW, "home"), new Assignment("gotham", NOW + 1));
    }

    private static Hero of(int health, long at, String location) {
        return new Hero(
                "id", "Some Body", new Assignment(location, at), false, health, new TreeMap<>(), Position.of(0, 0));
    }

    private static Hero any(SplittableRandom chance) {
        TreeMap<Long, Integer> fights = new TreeMap<>();
        for (long life = 1; life < 4; life++) {
            if (chance.nextBoolean()) {
                fights.put(life, chance.nextInt(1, 5));
            }
        }
        return new Hero(
                "id",
                "Some Body",
                new Assignment(City.names().get(chance.nextInt(3)), NOW + chance.nextInt(2)),
                chance.nextBoolean(),
                chance.nextInt(1, 101),
                fights,
                Position.of(chance.nextInt(3), chance.nextInt(3)));
    }
}
