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
    private final Rhythm patrols;
    private final Rhythm fights;

    /**
     * Makes one whose first patrol and fight are an interval away.
     *
     * @param tempo the intervals
     * @param chance decides whom it hits and how hard
     * @param nowNanos the present, by a monotonic clock
     */
    public CityBeat(Tempo tempo, RandomGenerator chance, long nowNanos) {
        this.chance = chance;
        this.patrols = new Rhythm(tempo.patrol(), nowNanos);
        this.fights = new Rhythm(tempo.fight(), nowNanos);
    }

    /** When something came last, and when it comes next. */
    private static final class Rhythm {

        private Duration interval;
        private long lastNanos;
        private long nextNanos;

        Rhythm(Duration interval, long nowNanos) {
            this.interval = interval;
            this.lastNanos = nowNanos;
            this.nextNanos = nowNanos + interval.toNanos();
        }

        /** Tells whether it comes now, and if so begins to wait for the next time. */
        boolean comes(long nowNanos) {
            if (nowNanos - nextNanos < 0) {
                return false;
            }
            lastNanos = nowNanos;
            nextNanos = nowNanos + interval.toNanos();
            return true;
        }

        /** Changes the interval; nothing if it is the same. */
        void change(Duration other, long nowNanos) {
            long sinceLast = lastNanos + other.toNanos() - nowNanos;
            interval = other;
            nextNanos = nowNanos + Math.min(Math.max(nextNanos - nowNanos, sinceLast), other.toNanos());
        }
    }

    /**
     * Changes the intervals. They hold at once, for what is awaited too: a longer one counts from the last time, and a
     * shorter one from now, unless the time comes before.
     */
    public void tempo(Tempo other, long nowNanos) {
        patrols.change(other.patrol(), nowNanos);
        fights.change(other.fight(), nowNanos);
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
        if (patrols.comes(nowNanos)) {
            for (Hero hero : drawn(heroes, hero -> true)) {
                Position spot = Places.patrolOf(hero.location(), waypoints, chance);
                orders.add(new Order.Patrol(hero.id(), hero.location(), spot));
            }
        }
        if (fights.comes(nowNanos)) {
            for (Hero hero : drawn(heroes, Hero::patrolling)) {
                orders.add(new Order.Fight(hero.id(), hero.location(), HeroRules.damage(chance)));
            }
        }
        return orders;
    }

    /** Returns when something may happen next. */
    public long nextDeadlineNanos() {
        return patrols.nextNanos - fights.nextNanos < 0 ? patrols.nextNanos : fights.nextNanos;
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
