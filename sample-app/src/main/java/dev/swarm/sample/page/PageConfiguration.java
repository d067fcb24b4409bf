package dev.swarm.sample.page;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.league.TempoDial;
import dev.swarm.sample.stage.StageStatus;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** Ties the page to the node of this application. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PageConfiguration {

    static final String NODES = "nodes";
    static final String WORLD = "world";
    static final String EVENTS = "events";

    @Bean
    Convergence convergence(CommsManager comms, SwarmTopology topology, TacticalOverlay overlay) {
        return new Convergence(comms, topology, overlay, InstantSource.system());
    }

    @Bean
    HeroWords heroWords(HeroBoard board) {
        return new HeroWords(board);
    }

    @Bean
    Lookout.Surroundings surroundings(StageStatus stage, TempoDial dial) {
        return new Lookout.Surroundings(stage, dial);
    }

    @Bean
    Lookout lookout(Swarm swarm, HeroBoard board, Convergence convergence, Lookout.Surroundings surroundings) {
        return new Lookout(swarm, board, convergence, surroundings, InstantSource.system());
    }

    @Bean
    LiveView liveView(Lookout lookout, HeroBoard board, TacticalOverlay overlay, Timeline timeline, JsonMapper mapper) {
        List<Topic> topics = List.of(
                new Topic(NODES, lookout),
                new Topic(WORLD, () -> WorldView.of(board, overlay)),
                new Topic(EVENTS, timeline::newestFirst));
        return new LiveView(topics, mapper);
    }
}
