package dev.swarm.sample.page;

import dev.swarm.Swarm;
import dev.swarm.api.NodeMonitor;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Ties the page to the node of this application. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    LiveView liveView(Swarm swarm, NodeMonitor monitor, Timeline timeline, JsonMapper mapper) {
        Lookout lookout = new Lookout(swarm.config().cluster(), swarm::view, monitor::health);
        return new LiveView(lookout, timeline, InstantSource.system(), mapper);
    }
}
