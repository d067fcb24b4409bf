package dev.swarm.spring.registry;

import dev.swarm.Swarm;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.event.EventListener;

/**
 * Lets the node own names when the application is ready, and never before, as workers may use whatever the application
 * has. A context that no {@link org.springframework.boot.SpringApplication} runs is ready when it has been refreshed.
 * One that was ready once, and was stopped, is ready again when all of it has started. Events of other contexts, such
 * as that of a management port, say nothing.
 */
final class RegistryOpening {

    /** What an application of Spring Boot puts into its context before it is refreshed. */
    private static final String APPLICATION = "springApplicationArguments";

    private final Swarm swarm;
    private final ApplicationContext own;
    private volatile boolean wasReady;

    RegistryOpening(Swarm swarm, ApplicationContext own) {
        this.swarm = swarm;
        this.own = own;
    }

    @EventListener
    void onReady(ApplicationReadyEvent event) {
        if (event.getApplicationContext() == own) {
            open();
        }
    }

    @EventListener
    void onRefreshed(ContextRefreshedEvent event) {
        if (event.getApplicationContext() == own && !own.containsLocalBean(APPLICATION)) {
            open();
        }
    }

    @EventListener
    void onStarted(ContextStartedEvent event) {
        if (event.getApplicationContext() == own && wasReady) {
            open();
        }
    }

    private void open() {
        wasReady = true;
        swarm.openRegistry();
    }
}
