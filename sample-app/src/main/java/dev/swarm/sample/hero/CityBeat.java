package dev.swarm.sample.hero;

import dev.swarm.api.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What happens in cities as time passes. At each patrol one hero of each city, drawn from all of them, goes out; at
 * each fight, which come apart from patrols, one of those who are out fights. Nothing happens to heroes at home. A
 * pause of the process is not made up for. One thread at a time.
 */
public final class CityBeat {

    private final RandomGenerator chance;
    private Tempo tempo;
    private long lastPatrolNanos;
    private long lastFightNanos;
    private long patrolAtNanos;
    private long fightAtNanos;

    /**
     * Makes one whose first patrol and fight are an interval away.
     *
     * @param tempo the intervals
     * @param chance decides whom it hits and how hard
     * @param nowNanos the present, by a monotonic clock
     */
    public CityBeat(Tempo tempo, RandomGenerator chance, long nowNanos) {
        this.tempo = tempo;
        this.chance = chance;
        this.lastPatrolNanos = nowNanos;
        this.lastFightNanos = nowNanos;
        this.patrolAtNanos = nowNanos + tempo.patrol().toNanos();
        this.fightAtNanos = nowNanos + tempo.fight().toNanos();
    }

    /**
     * Changes the intervals. They hold at once, for what is awaited too: a longer one counts from the last time, and a
     * shorter one from now, unless the time comes before.
     */
    public void tempo(Tempo other, long nowNanos) {
        if (!tempo.equals(other)) {
            tempo = other;
            patrolAtNanos = next(lastPatrolNanos, patrolAtNanos, nowNanos, other.patrol());
            fightAtNanos = next(lastFightNanos, fightAtNanos, nowNanos, other.fight());
        }
    }

    private static long next(long lastNanos, long dueNanos, long nowNanos, Duration interval) {
        long sinceLast = lastNanos + interval.toNanos() - nowNanos;
        return nowNanos + Math.min(Math.max(dueNanos - nowNanos, sinceLast), interval.toNanos());
    }

    /**
     * Returns what is to happen now.
     *
     * @param nowNanos the present
     * @param heroes those who live on this node
     * @param waypoints where patrols lead
     */
    public List<Order> onTime(long nowNanos, Collection<Hero> heroes, List<Position> waypoints) {
        List<Order> orders = new ArrayList<>();
        if (nowNanos - patrolAtNanos >= 0) {
            lastPatrolNanos = nowNanos;
            patrolAtNanos = nowNanos + tempo.patrol().toNanos();
            for (Hero hero : drawn(heroes, hero -> true)) {
                Position spot = Places.patrolOf(hero.location(), waypoints, chance);
                orders.add(new Order.Patrol(hero.id(), hero.location(), spot));
            }
        }
        if (nowNanos - fightAtNanos >= 0) {
            lastFightNanos = nowNanos;
            fightAtNanos = nowNanos + tempo.fight().toNanos();
            for (Hero hero : drawn(heroes, Hero::patrolling)) {
                orders.add(new Order.Fight(hero.id(), hero.location(), HeroRules.damage(chance)));
            }
        }
        return orders;
    }

    /** Returns when something may happen next. */
    public long nextDeadlineNanos() {
        return patrolAtNanos - fightAtNanos < 0 ? patrolAtNanos : fightAtNanos;
    }

    /** Draws one hero of each city that has any who may be drawn. */
    private List<Hero> drawn(Collection<Hero> heroes, Predicate<Hero> may) {
        return heroes.stream()
                .filter(hero -> City.of(hero.location()).isPresent())
                .filter(may)
                .sorted(Comparator.comparing(Hero::id))
                .collect(Collectors.groupingBy(Hero::location, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(candidates -> candidates.get(chance.nextInt(candidates.size())))
                .toList();
    }
}
