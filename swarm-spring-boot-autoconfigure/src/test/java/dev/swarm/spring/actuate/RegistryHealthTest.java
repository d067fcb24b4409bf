package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.RegistryOverview.QuorumState;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestRegistry;
import dev.swarm.spring.actuate.RegistryDescriptor.OwnersQuorum;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the registry adds to the health of the node. */
class RegistryHealthTest {

    private final TestRegistry registry = new TestRegistry();
    private final ApplicationContextRunner runner = TestNodes.runner(TestNodes.newCluster(), "gotham")
            .withConfiguration(AutoConfigurations.of(SwarmHealthAutoConfiguration.class))
            .withBean(SwarmRegistry.class, () -> registry);
    private final ApplicationContextRunner tolerant = runner.withPropertyValues("swarm.health.quorum=false");

    @Test
    void isUpWithShortDetails() {
        check(runner, null, null, health -> {
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("registry", Map.of("strategy", "ring", "names", 7));
        });
    }

    @Test
    void isDownWhileSomethingStalls() {
        String stalled = "start of 'device-7' has been under way for 61 s";
        for (ApplicationContextRunner each : List.of(runner, tolerant)) {
            check(each, null, stalled, health -> {
                assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                assertThat(details(health)).containsEntry("stalled", stalled);
            });
        }
    }

    @Test
    void isOutOfServiceWhileNoNodeMayOwnNames() {
        QuorumState quorum = new QuorumState(3, 2, 0, false);
        check(runner, quorum, null, health -> {
            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(details(health))
                    .containsEntry("quorum", new OwnersQuorum(3, 2, false, 0, false))
                    .doesNotContainKey("warning");
        });
        check(tolerant, quorum, null, health -> assertThat(health.getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void isDownWithAWarningWhenBothSidesOfASplitNetworkCouldGoOn() {
        QuorumState quorum = new QuorumState(2, 4, 4096, true);
        check(runner, quorum, null, health -> {
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(details(health))
                    .containsEntry(
                            "warning",
                            "With a quorum of 2 there should be 3 nodes at most that own names, and 4 are here:"
                                    + " both sides of"
                                    + " a split network could go on. Set swarm.registry.static-quorum-size"
                                    + " to 3 on all of"
                                    + " them, or leave some out");
        });
        check(tolerant, quorum, null, health -> {
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(details(health)).containsKey("warning");
        });
    }

    @Test
    void theSizeThatIsAdvisedIsHalfOfAllNodesAndOne() {
        Map.of(3, 2, 5, 3, 9, 5).forEach((nodes, size) -> {
            RegistryHealth health = new RegistryHealth(
                    TestRegistry.overview(new QuorumState(1, nodes, 0, true), List.of(), null), true);
            assertThat(String.valueOf(health.details().get("warning")))
                    .contains("static-quorum-size to " + size + " on");
        });
    }

    private void check(
            ApplicationContextRunner each, @Nullable QuorumState quorum, @Nullable String stalled, Check check) {
        registry.fares(TestRegistry.overview(quorum, List.of(), stalled));
        each.run(context -> check.accept(Objects.requireNonNull(
                context.getBean("swarmHealthContributor", HealthIndicator.class).health())));
    }

    private static Map<String, Object> details(Health health) {
        Map<String, Object> details = new TreeMap<>();
        Map<?, ?> registry =
                (Map<?, ?>) Objects.requireNonNull(health.getDetails().get("registry"));
        registry.forEach((name, value) -> details.put((String) name, value));
        return details;
    }

    /** Looks at a health. */
    private interface Check {
        void accept(Health health);
    }
}
