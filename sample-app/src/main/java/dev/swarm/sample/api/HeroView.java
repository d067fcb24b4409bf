package dev.swarm.sample.api;

import dev.swarm.sample.hero.Hero;
import dev.swarm.sample.league.HeroRecord;

/**
 * A hero as visitors see it.
 *
 * @param id a random UUID
 * @param name for people
 * @param location a city, or {@code home}
 * @param patrolling whether the hero is out
 * @param health 1 to 100
 * @param fights how many there were
 * @param node where the hero's worker lives
 * @param x where the hero is on the map, or flies to
 * @param y where the hero is on the map, or flies to
 */
public record HeroView(
        String id,
        String name,
        String location,
        boolean patrolling,
        int health,
        int fights,
        String node,
        double x,
        double y) {

    /** Returns what visitors see of a hero. */
    public static HeroView of(HeroRecord known) {
        Hero hero = known.hero();
        return new HeroView(
                hero.id(),
                hero.name(),
                hero.location(),
                hero.patrolling(),
                hero.health(),
                hero.fightCount(),
                known.node(),
                hero.spot().x(),
                hero.spot().y());
    }
}
