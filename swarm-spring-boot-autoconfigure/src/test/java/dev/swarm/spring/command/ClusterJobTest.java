package dev.swarm.spring.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.Commander;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.spring.CommanderScope;
import dev.swarm.spring.OnCommander;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.integration.SwarmIntegrationAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Real nodes, and a job that one of them does. */
class ClusterJobTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();

    @Test
    void theSeniorDoesTheJobAndTheNextOneTakesOver() {
        node("gotham").run(one -> {
            Swarm gotham = one.getBean(Swarm.class);
            Job first = one.getBean(Job.class);
            await().atMost(LONG).until(() -> !first.terms().isEmpty());
            long term = gotham.topology().commander().map(Commander::term).orElseThrow();
            assertThat(first.terms()).containsOnly(term);
            node("metropolis").withPropertyValues(TestNodes.seed(gotham)).run(two -> {
                SwarmTopology metropolis = two.getBean(SwarmTopology.class);
                await().atMost(LONG).until(() -> commander(metropolis).equals(Optional.of("gotham")));
                Job second = two.getBean(Job.class);
                await().atMost(LONG).until(() -> two.getBean(GuardedCalls.class).skipped() > 3);
                assertThat(second.terms()).isEmpty();
                assertThat(metropolis.isCommander()).isFalse();

                one.getSourceApplicationContext().close();

                await().atMost(LONG).until(() -> !second.terms().isEmpty());
                assertThat(second.terms()).allMatch(later -> later > term);
                assertThat(metropolis.role()).isEqualTo(Role.COMMANDER);
                assertThat(first.words()).containsExactly("OnGrantedEvent", "OnRevokedEvent");
                await().atMost(LONG).until(() -> second.words().equals(List.of("OnGrantedEvent")));
            });
        });
    }

    @Test
    void whoeverIsPromotedDoesItFromThenOn() {
        node("gotham").run(one -> {
            Swarm gotham = one.getBean(Swarm.class);
            node("metropolis").withPropertyValues(TestNodes.seed(gotham)).run(two -> {
                SwarmTopology metropolis = two.getBean(SwarmTopology.class);
                await().atMost(LONG).until(() -> commander(metropolis).equals(Optional.of("gotham")));
                gotham.topology()
                        .promote(metropolis.self().id(), Role.COMMANDER)
                        .join();
                await().atMost(LONG).until(metropolis::isCommander);
                Job job = two.getBean(Job.class);
                await().atMost(LONG).until(() -> !job.terms().isEmpty());
                await().atMost(LONG).until(() -> commander(gotham.topology()).equals(Optional.of("metropolis")));
                assertThat(gotham.topology().isCommander()).isFalse();
            });
        });
    }

    @Test
    void withoutTheQuorumNobodyDoesItButStateIsSharedOn() {
        node("gotham").withPropertyValues("swarm.topology.quorum-size=2").run(one -> {
            Job job = one.getBean(Job.class);
            await().atMost(LONG).until(() -> one.getBean(GuardedCalls.class).skipped() > 3);
            assertThat(job.terms()).isEmpty();
            assertThat(one.getBean(SwarmTopology.class).quorum()).isEqualTo(new Quorum(2, 1));
            TacticalOverlay overlay = one.getBean(TacticalOverlay.class);
            overlay.updateEntity("hero", "Batman").join();
            assertThat(overlay.entity("hero", String.class)).contains("Batman");
        });
    }

    @Test
    void aNodeThatIsSwitchedOffDoesItAlone() {
        node("gotham").withPropertyValues("swarm.enabled=false").run(one -> {
            Job job = one.getBean(Job.class);
            await().atMost(LONG).until(() -> !job.terms().isEmpty());
            await().atMost(LONG).until(() -> job.words().equals(List.of("OnGrantedEvent")));
        });
    }

    private ApplicationContextRunner node(String name) {
        return TestNodes.runner(cluster, name)
                .withConfiguration(AutoConfigurations.of(SwarmIntegrationAutoConfiguration.class))
                .withPropertyValues("swarm.topology.lease=1s")
                .withUserConfiguration(Settings.class)
                .withBean(Job.class);
    }

    private static Optional<String> commander(SwarmTopology topology) {
        return topology.commander().map(commander -> commander.node().name());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Settings {}

    static class Job {

        private final List<Long> terms = new CopyOnWriteArrayList<>();

        private final List<String> words = new CopyOnWriteArrayList<>();

        List<Long> terms() {
            return terms;
        }

        List<String> words() {
            return words;
        }

        @Scheduled(fixedRate = 20)
        @OnCommander
        void work() {
            terms.add(CommanderScope.lease().term());
        }

        @EventListener
        void on(AbstractLeaderEvent event) {
            words.add(event.getClass().getSimpleName());
        }
    }
}
