package dev.swarm.sample.league;

import dev.swarm.sample.hero.Tempo;
import java.time.Duration;

/**
 * The tempo of all cities as somebody has set it while they run: the content of the entity {@code setting:tempo}.
 *
 * @param patrolMillis between two patrols
 * @param fightMillis between two fights
 */
public record TempoSetting(long patrolMillis, long fightMillis) {

    /**
     * Returns it as intervals.
     *
     * @throws IllegalArgumentException if they are out of bounds
     */
    public Tempo tempo() {
        return new Tempo(Duration.ofMillis(patrolMillis), Duration.ofMillis(fightMillis));
    }
}
