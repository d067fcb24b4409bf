package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.spring.TestNodes;
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
                    .containsOnly(
                            Map.entry("enabled", true),
                            Map.entry("state", "running"),
                            Map.entry("cluster", cluster),
                            Map.entry("self", "gotham"),
                            Map.entry("role", "wingmate"),
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
    void isUnknownBeforeTheStart() {
        Swarm fresh = Swarm.builder().cluster(cluster).name("fresh").build();
        Health health = Objects.requireNonNull(new SwarmHealthIndicator(fresh).health());
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
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> output.getOut().contains("Shared state cannot be stored to"));
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
