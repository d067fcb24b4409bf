package dev.swarm.sample.hero;

import dev.swarm.api.Position;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What can become of a hero: each rule makes a new value of an old one. */
public final class HeroRules {

    /** Least and most damage of a fight. */
    static final int MIN_DAMAGE = 5;

    static final int MAX_DAMAGE = 15;

    /** What an assignment gives back. */
    static final int REST = 20;

    /** Lives whose fights are counted apart; beyond that the oldest are counted together. */
    static final int MAX_LIVES = 32;

    private static final long ALL_OLDER = 0;

    private static final Comparator<Position> PLACES =
            Comparator.comparingDouble(Position::x).thenComparingDouble(Position::y);

    private HeroRules() {}

    /** Returns a new hero: at home, idle, in full health. */
    public static Hero born(String id, String name, long nowMillis) {
        Assignment home = new Assignment(City.HOME, nowMillis);
        return new Hero(id, name, home, false, Hero.FULL_HEALTH, new TreeMap<>(), Places.restOf(id, City.HOME));
    }

    /** Returns the hero with another assignment: idle, and rested. */
    public static Hero assigned(Hero hero, Assignment assignment) {
        int health = Math.min(hero.health() + REST, Hero.FULL_HEALTH);
        Position spot = Places.restOf(hero.id(), assignment.location());
        return new Hero(hero.id(), hero.name(), assignment, false, health, hero.fights(), spot);
    }

    /** Returns the hero on patrol, somewhere else than before. */
    public static Hero onPatrol(Hero hero, Position spot) {
        return new Hero(hero.id(), hero.name(), hero.assignment(), true, hero.health(), hero.fights(), spot);
    }

    /**
     * Returns the hero after a fight, which may have been the last.
     *
     * @param damage what it cost
     * @param life token of the life that fought
     */
    public static Hero fought(Hero hero, int damage, long life) {
        SortedMap<Long, Integer> fights = new TreeMap<>(hero.fights());
        fights.merge(life, 1, Integer::sum);
        while (fights.size() > MAX_LIVES) {
            int oldest = take(fights);
            fights.put(ALL_OLDER, oldest + take(fights));
        }
        int health = Math.max(hero.health() - damage, 0);
        return new Hero(hero.id(), hero.name(), hero.assignment(), hero.patrolling(), health, fights, hero.spot());
    }

    /** Returns what a fight costs: {@value #MIN_DAMAGE} to {@value #MAX_DAMAGE}. */
    public static int damage(RandomGenerator chance) {
        return chance.nextInt(MIN_DAMAGE, MAX_DAMAGE + 1);
    }

    /**
     * Returns one hero of two lives that ran at the same time. The later assignment counts, wounds of both stay, and
     * all fights of both are counted: the order and the number of merges make no difference.
     */
    public static Hero merged(Hero one, Hero other) {
        SortedMap<Long, Integer> fights = new TreeMap<>(one.fights());
        other.fights().forEach((life, count) -> fights.merge(life, count, Math::max));
        int order = one.assignment().compareTo(other.assignment());
        Hero later = order >= 0 ? one : other;
        boolean patrolling = order == 0 ? one.patrolling() || other.patrolling() : later.patrolling();
        Position spot = order == 0 ? greater(one.spot(), other.spot()) : later.spot();
        int health = Math.min(one.health(), other.health());
        return new Hero(one.id(), one.name(), later.assignment(), patrolling, health, fights, spot);
    }

    private static Position greater(Position one, Position other) {
        return PLACES.compare(one, other) >= 0 ? one : other;
    }

    /** Takes the count of the oldest life out. */
    private static int take(SortedMap<Long, Integer> fights) {
        Integer taken = fights.remove(fights.firstKey());
        return taken == null ? 0 : taken;
    }
}
