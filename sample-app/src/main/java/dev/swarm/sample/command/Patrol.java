package dev.swarm.sample.command;

import dev.swarm.spring.CommanderScope;
import dev.swarm.spring.OnCommander;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** A patrol that starts on one node of the cluster at a time, every {@code sample.patrol-interval}; off without it. */
@Component
@EnableScheduling
@ConditionalOnProperty("sample.patrol-interval")
class Patrol {

    private static final Logger log = LoggerFactory.getLogger(Patrol.class);

    @Scheduled(fixedRateString = "${sample.patrol-interval}")
    @OnCommander
    void start() {
        log.info("patrol starts, term {}", CommanderScope.lease().term());
    }
}
