package dev.swarm.sample.league;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.registry.Placement;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.sample.hero.CityPlacement;
import dev.swarm.sample.hero.Tempo;
import dev.swarm.spring.SwarmWorkerType;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ties heroes to the node of this application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SuperheroProperties.class)
class LeagueConfiguration {

    /** Named by {@code swarm.registry.strategy}. */
    @Bean
    Placement cities() {
        return new CityPlacement();
    }

    @Bean
    HeroBoard heroBoard(TacticalOverlay overlay) {
        return new HeroBoard(overlay);
    }

    @Bean
    Roster roster() {
        return new Roster();
    }

    @Bean
    League league(SwarmRegistry registry, SwarmTopology topology, HeroBoard board) {
        return new League(registry, topology, board, InstantSource.system(), new SecureRandom());
    }

    @Bean
    Graveyard graveyard(HeroBoard board, SwarmRegistry registry) {
        return new Graveyard(board, registry);
    }

    @Bean
    @SwarmWorkerType(League.TYPE)
    WorkerFactory heroes(HeroBoard board, Roster roster) {
        return context -> new HeroWorker(context, board, roster, InstantSource.system());
    }

    @Bean
    TempoDial tempoDial(TacticalOverlay overlay, SuperheroProperties properties) {
        return new TempoDial(overlay, new Tempo(properties.patrolInterval(), properties.fightInterval()));
    }

    @Bean
    CityWatch cityWatch(SwarmRegistry registry, TacticalOverlay overlay, Roster roster, TempoDial dial) {
        return new CityWatch(registry, overlay, roster, dial, new SecureRandom());
    }
}
