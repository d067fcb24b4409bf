package dev.swarm.sample;

import dev.swarm.api.event.SwarmEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes what happens in the cluster into the log, one line for each change. */
@Component
class EventLog {

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    @EventListener
    void onEvent(SwarmEvent event) {
        EventWords.of(event).ifPresent(log::info);
    }
}
