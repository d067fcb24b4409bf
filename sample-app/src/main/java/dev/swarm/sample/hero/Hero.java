package dev.swarm.sample.hero;

import dev.swarm.api.Position;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All there is to know of a hero. A value.
 *
 * @param id a random UUID
 * @param name for people
 * @param assignment where the hero belongs
 * @param patrolling whether the hero is out, or idle
 * @param health 0 to 100; at 0 there is no hero any more
 * @param fights how many fights each life of the hero's worker has seen, by the life's token: counted apart, none is
 *     lost when two lives become one
 * @param spot where on the map the hero is, or flies to
 */
public record Hero(
        String id,
        String name,
        Assignment assignment,
        boolean patrolling,
        int health,
        SortedMap<Long, Integer> fights,
        Position spot) {

    /** Most health, and that of a new hero. */
    public static final int FULL_HEALTH = 100;

    /** Takes an unmodifiable copy of the fights. */
    public Hero {
        fights = Collections.unmodifiableSortedMap(new TreeMap<>(fights));
    }

    /** Returns where the hero belongs: a city, or {@link City#HOME}. */
    public String location() {
        return assignment.location();
    }

    /** Returns how many fights there were in all lives. */
    public int fightCount() {
        return fights.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Tells whether there is a hero at all. */
    public boolean isAlive() {
        return health > 0;
    }
}
