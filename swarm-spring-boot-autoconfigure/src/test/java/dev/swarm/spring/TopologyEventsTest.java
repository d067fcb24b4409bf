package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.QuorumLost;
import dev.swarm.api.event.QuorumRegained;
import dev.swarm.api.event.RoleChanged;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.api.event.TopologyEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

/** The events of roles, command and quorum reach methods for the record itself, as all events of the node do. */
class TopologyEventsTest {

    private static final NodeId NODE = NodeId.of("gotham");
    private static final Instant TIME = Instant.EPOCH;
    private static final List<TopologyEvent> ALL = List.of(
            new QuorumRegained(NODE, new Quorum(2, 2), TIME),
            new CommanderElected(NODE, 7, TIME),
            new RoleChanged(NODE, Role.WINGMATE, Role.COMMANDER, TIME),
            new CommanderLost(NODE, 7, "too few nodes", TIME),
            new QuorumLost(NODE, new Quorum(2, 1), TIME));

    @Test
    void everyOneOfThemIsTestedHere() {
        assertThat(TopologyEvent.class.getPermittedSubclasses())
                .containsExactlyInAnyOrderElementsOf(
                        ALL.stream().map(Object::getClass).toList());
    }

    @Test
    void eachReachesItsMethodItsFamilyAndAll() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SwarmAutoConfiguration.class, SwarmEventsAutoConfiguration.class))
                .withPropertyValues("swarm.enabled=false")
                .withBean(Recorder.class)
                .run(context -> {
                    ALL.forEach(context::publishEvent);
                    Recorder recorder = context.getBean(Recorder.class);
                    assertThat(recorder.own).containsExactlyElementsOf(ALL);
                    assertThat(recorder.family).containsExactlyElementsOf(ALL);
                    assertThat(recorder.all).containsExactlyElementsOf(ALL);
                });
    }

    static class Recorder {

        private final List<SwarmEvent> own = new CopyOnWriteArrayList<>();
        private final List<SwarmEvent> family = new CopyOnWriteArrayList<>();
        private final List<SwarmEvent> all = new CopyOnWriteArrayList<>();

        @EventListener
        void on(RoleChanged event) {
            own.add(event);
        }

        @EventListener
        void on(CommanderElected event) {
            own.add(event);
        }

        @EventListener
        void on(CommanderLost event) {
            own.add(event);
        }

        @EventListener
        void on(QuorumLost event) {
            own.add(event);
        }

        @EventListener
        void on(QuorumRegained event) {
            own.add(event);
        }

        @EventListener
        void onFamily(TopologyEvent event) {
            family.add(event);
        }

        @EventListener
        void onAny(SwarmEvent event) {
            all.add(event);
        }
    }
}
