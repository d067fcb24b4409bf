package dev.swarm.spring.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.CommanderLease;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestTopology;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.LeaderEventPublisher;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.support.SmartLifecycleRoleController;

/** What applications of Spring Integration's leader election hear. */
class LeaderEventsTest {

    private static final NodeId SELF = NodeId.of("gotham");

    private final TestTopology topology = new TestTopology("gotham");
    private final ApplicationContextRunner runner = TestNodes.switchedOff()
            .withConfiguration(AutoConfigurations.of(SwarmIntegrationAutoConfiguration.class))
            .withBean("mine", SwarmTopology.class, () -> topology)
            .withBean(Follower.class);

    @Test
    void aCommandIsGrantedAndRevoked() {
        runner.run(context -> {
            Follower follower = context.getBean(Follower.class);
            assertThat(follower.heard).isEmpty();
            elect(context);
            assertThat(follower.words()).containsExactly("granted swarm");
            Context granted = follower.heard.get(0).getContext();
            assertThat(granted.isLeader()).isTrue();
            assertThat(granted.getRole()).isEqualTo("swarm");
            lose(context);
            assertThat(follower.words()).containsExactly("granted swarm", "revoked swarm");
            assertThat(granted.isLeader()).isFalse();
        });
    }

    @Test
    void aCommandThatStandsAlreadyIsGrantedOnceAllHaveStarted() {
        topology.command();
        runner.withBean(EarlyBird.class).run(context -> {
            assertThat(context.getBean(EarlyBird.class).seen).containsExactly("started");
            assertThat(context.getBean(Follower.class).words()).containsExactly("granted swarm");
        });
    }

    @Test
    void nothingIsToldTwice() {
        runner.run(context -> {
            elect(context);
            context.publishEvent(new CommanderElected(SELF, 1, Instant.EPOCH));
            context.publishEvent(new CommanderElected(NodeId.of("metropolis"), 1, Instant.EPOCH));
            assertThat(context.getBean(Follower.class).words()).containsExactly("granted swarm");
        });
    }

    @Test
    void aLaterCommandIsAnotherOneEvenIfNobodyToldOfTheGap() {
        runner.run(context -> {
            elect(context);
            topology.command();
            context.publishEvent(new CommanderElected(SELF, 2, Instant.EPOCH));
            Follower follower = context.getBean(Follower.class);
            assertThat(follower.words()).containsExactly("granted swarm", "revoked swarm", "granted swarm");
            assertThat(follower.heard.get(0).getContext().isLeader()).isFalse();
            assertThat(follower.heard.get(2).getContext().isLeader()).isTrue();
        });
    }

    @Test
    void itIsRevokedWhenTheContextStopsAndGrantedWhenItStartsAgain() {
        topology.command();
        runner.run(context -> {
            GenericApplicationContext source = (GenericApplicationContext) context.getSourceApplicationContext();
            Follower follower = context.getBean(Follower.class);
            source.stop();
            assertThat(follower.words()).containsExactly("granted swarm", "revoked swarm");
            source.start();
            assertThat(follower.words()).containsExactly("granted swarm", "revoked swarm", "granted swarm");
            source.close();
            assertThat(follower.words()).hasSize(4).last().isEqualTo("revoked swarm");
        });
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        topology.command();
        runner.withBean(Thrower.class).run(context -> {
            assertThat(context).hasNotFailed();
            lose(context);
            assertThat(context.getBean(Thrower.class).thrown).isEqualTo(1);
        });
    }

    @Test
    void aListenerMayLoseTheCommandWhileItIsTold() {
        runner.withBean(Quitter.class, () -> new Quitter(topology)).run(context -> {
            elect(context);
            assertThat(context.getBean(Follower.class).words())
                    .containsExactlyInAnyOrder("granted swarm", "revoked swarm");
        });
    }

    @Test
    void theRoleCanBeChosenAndStartsWhatBelongsToIt() {
        runner.withPropertyValues("swarm.topology.leader-role=cluster")
                .withBean(Endpoint.class)
                .withBean(
                        SmartLifecycleRoleController.class,
                        () -> new SmartLifecycleRoleController(List.of(), List.of()))
                .run(context -> {
                    Endpoint endpoint = context.getBean(Endpoint.class);
                    context.getBean(SmartLifecycleRoleController.class).addLifecycleToRole("cluster", endpoint);
                    elect(context);
                    assertThat(endpoint.isRunning()).isTrue();
                    lose(context);
                    assertThat(endpoint.isRunning()).isFalse();
                });
    }

    @Test
    void yieldingHandsOverToTheNextInLine() {
        topology.join("watcher", Role.OBSERVER);
        topology.join("metropolis", Role.WINGMATE);
        topology.join("capitol", Role.WINGMATE);
        CommanderLease lease = topology.command();
        Command command = new Command(topology, lease, "swarm");
        command.yield();
        assertThat(topology.trail().get(0).node()).isEqualTo(NodeId.of("metropolis"));
        assertThat(command.isLeader()).isFalse();
        int decisions = topology.trail().size();
        command.yield();
        assertThat(topology.trail()).hasSize(decisions);
    }

    @Test
    void yieldingWithoutAnotherNodeDoesNothing() {
        Command command = new Command(topology, topology.command(), "swarm");
        command.yield();
        assertThat(command.isLeader()).isTrue();
    }

    @Test
    void nothingIsThereWithoutTheLibrary() {
        TestNodes.switchedOff()
                .withConfiguration(AutoConfigurations.of(SwarmIntegrationAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(LeaderEventPublisher.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("swarmLeaderEvents"));
    }

    private void elect(ApplicationEventPublisher context) {
        long term = topology.command().term();
        context.publishEvent(new CommanderElected(SELF, term, Instant.EPOCH));
    }

    private void lose(ApplicationEventPublisher context) {
        topology.lose();
        context.publishEvent(new CommanderLost(SELF, 1, "the test says so", Instant.EPOCH));
    }

    static class Follower {

        private final List<AbstractLeaderEvent> heard = new CopyOnWriteArrayList<>();

        @EventListener
        void on(AbstractLeaderEvent event) {
            heard.add(event);
        }

        List<String> words() {
            return heard.stream()
                    .map(event -> (event instanceof OnGrantedEvent ? "granted " : "revoked ") + event.getRole())
                    .toList();
        }
    }

    /** Refuses to hear of anything before it has started. */
    static class EarlyBird extends Endpoint {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @EventListener
        void on(OnGrantedEvent event) {
            seen.add(isRunning() ? "started" : "too early");
        }

        @Override
        public boolean isAutoStartup() {
            return true;
        }
    }

    static class Endpoint implements SmartLifecycle {

        private volatile boolean running;

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public boolean isAutoStartup() {
            return false;
        }
    }

    static class Thrower {

        private int thrown;

        @EventListener
        void on(OnGrantedEvent event) {
            thrown++;
            throw new IllegalStateException("thrown on purpose");
        }
    }

    static class Quitter implements ApplicationEventPublisherAware {

        private final TestTopology topology;
        private @Nullable ApplicationEventPublisher publisher;

        Quitter(TestTopology topology) {
            this.topology = topology;
        }

        @Override
        public void setApplicationEventPublisher(ApplicationEventPublisher value) {
            publisher = value;
        }

        @EventListener
        void on(OnGrantedEvent event) {
            topology.lose();
            Objects.requireNonNull(publisher)
                    .publishEvent(new CommanderLost(SELF, 1, "a listener said so", Instant.EPOCH));
        }
    }
}
