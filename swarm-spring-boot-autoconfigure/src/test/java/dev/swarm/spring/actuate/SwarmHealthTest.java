package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SwarmHealthTest {

    private static final AutoConfigurations HEALTH = AutoConfigurations.of(
            SwarmHealthAutoConfiguration.class,
            HealthContributorAutoConfiguration.class,
            HealthContributorRegistryAutoConfiguration.class);

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();
    private final ApplicationContextRunner on =
            TestNodes.runner(cluster, "gotham").withConfiguration(HEALTH);
    private final ApplicationContextRunner off = TestNodes.switchedOff().withConfiguration(HEALTH);

    @Test
    void isUpWithShortDetailsWhileTheNodeRuns() {
        on.run(context -> {
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .contains(
                            Map.entry("enabled", true),
                            Map.entry("state", "running"),
                            Map.entry("cluster", cluster),
                            Map.entry("self", "gotham"),
                            Map.entry(
                                    "role",
                                    context.getBean(SwarmTopology.class).role().label()),
                            Map.entry("quorum", new Quorum(1, 1, true)),
                            Map.entry("members", Map.of("healthy", 1L)),
                            Map.entry("entities", 0),
                            Map.entry("digest", "0000000000000000"));
        });
    }

    @Test
    void isRegisteredUnderTheNameOfTheSwarm() {
        on.run(context -> assertThat(
                        context.getBean(HealthContributorRegistry.class).getContributor("swarm"))
                .isSameAs(context.getBean("swarmHealthContributor")));
    }

    @Test
    void isOutOfServiceAfterTheGoodbyeAndDownAfterTheEnd() {
        on.run(context -> {
            Swarm swarm = context.getBean(Swarm.class);
            swarm.leave().join();
            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            swarm.close();
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(context).getDetails()).containsEntry("state", "stopped");
        });
    }

    @Test
    void isOutOfServiceWhileTheQuorumIsMissing() {
        ApplicationContextRunner three = on.withPropertyValues("swarm.topology.quorum-size=3");
        three.run(context -> {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(health(context).getDetails().get("quorum"))
                            .isEqualTo(new Quorum(3, 1, false)));
            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health(context).getDetails()).doesNotContainKeys("commander", "term");
        });
        three.withPropertyValues("swarm.health.quorum=false")
                .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void namesTheCommanderAndItsTerm() {
        TestTopology topology = new TestTopology("gotham", 2);
        on.withBean(SwarmTopology.class, () -> topology).run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            topology.join("metropolis", Role.WINGMATE);
            topology.command();
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails())
                    .contains(
                            Map.entry("role", "commander"),
                            Map.entry("commander", "gotham"),
                            Map.entry("term", 1L),
                            Map.entry("quorum", new Quorum(2, 2, true)));
        });
    }

    @Test
    void isUnknownBeforeTheStart() {
        Swarm fresh = Swarm.builder().cluster(cluster).name("fresh").build();
        Health health = Objects.requireNonNull(
                new SwarmHealthIndicator(fresh, fresh.topology(), fresh.registry(), true).health());
        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).containsEntry("state", "new").containsEntry("self", "fresh");
    }

    @Test
    void saysThatItIsSwitchedOffWithoutBeingDown() {
        off.run(context -> {
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("enabled", false);
        });
    }

    @Test
    void aSnapshotThatCannotBeWrittenIsNoIllness(@TempDir Path folder, CapturedOutput output) {
        on.withPropertyValues(
                        "swarm.overlay.snapshot-file="
                                + folder.resolve("missing").resolve("state"),
                        "swarm.overlay.snapshot-interval=100ms")
                .run(context -> {
                    context.getBean(TacticalOverlay.class)
                            .updateEntity("hero", "Batman")
                            .join();
                    await().atMost(LONG).until(() -> output.getOut().contains("Shared state cannot be stored to"));
                    assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                    assertThat(health(context).getDetails()).containsEntry("entities", 1);
                });
    }

    @Test
    void canBeSwitchedOffItself() {
        off.withPropertyValues("management.health.swarm.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("swarmHealthContributor"));
        off.withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("swarmHealthContributor"));
    }

    @Test
    void backsOffFromAnIndicatorOfTheUser() {
        off.withBean(
                        "swarmHealthIndicator",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(context).doesNotHaveBean("swarmHealthContributor"));
    }

    @Test
    void isNotThereWithoutHealthOnTheClassPath() {
        TestNodes.switchedOff()
                .withConfiguration(AutoConfigurations.of(SwarmHealthAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("swarmHealthContributor"));
    }

    private static Health health(AssertableApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean("swarmHealthContributor", HealthIndicator.class).health());
    }
}
