package dev.swarm.sample.league;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sample.
 *
 * @param patrolInterval time between two patrols of a city
 * @param fightInterval time between two fights of a city
 * @param stage whether visitors of this machine may kill, pause and split nodes
 */
@ConfigurationProperties("superhero")
public record SuperheroProperties(
        @DefaultValue("5s") Duration patrolInterval,
        @DefaultValue("5s") Duration fightInterval,
        @DefaultValue("true") boolean stage) {}
