package dev.swarm.sample.page;

import dev.swarm.Swarm;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Ties the page to the node of this application. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    LiveView liveView(Swarm swarm, Timeline timeline, JsonMapper mapper) {
        return new LiveView(swarm.config().cluster(), swarm::view, timeline, InstantSource.system(), mapper);
    }
}
