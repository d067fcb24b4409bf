package dev.swarm.sample.league;

import dev.swarm.sample.hero.Hero;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The heroes whose workers live on this node. As many as the registry places here; any thread. */
public final class Roster {

    private final Map<String, Entry> heroes = new ConcurrentHashMap<>();

    /** Returns an empty one. */
    public Roster() {}

    /** Notes what a hero of this node is now, by the life of the worker that says so. */
    void put(Hero hero, Object life) {
        heroes.put(hero.id(), new Entry(hero, life));
    }

    /** Forgets a hero, unless another life of it has come here meanwhile. */
    void remove(String heroId, Object life) {
        heroes.computeIfPresent(heroId, (id, entry) -> entry.life == life ? null : entry);
    }

    /** Returns all. */
    public List<Hero> heroes() {
        return heroes.values().stream().map(Entry::hero).toList();
    }

    /** Returns one of them. */
    public Optional<Hero> find(String heroId) {
        return Optional.ofNullable(heroes.get(heroId)).map(Entry::hero);
    }

    private record Entry(Hero hero, Object life) {}
}
