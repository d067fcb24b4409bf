package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.Rejection;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.actuate.SwarmKeysEndpoint.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Rotating keys by {@code /actuator/swarmkeys}, on nodes that talk all the while. */
class SwarmKeysEndpointTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Step[] STEPS = Step.values();

    private final String cluster = TestNodes.newCluster();

    @Test
    void aSecretIsRotatedWithoutLosingAnybody() {
        node("gotham").run(first -> {
            Swarm gotham = first.getBean(Swarm.class);
            node("metropolis").withPropertyValues(TestNodes.seed(gotham)).run(second -> {
                await().atMost(LONG).until(() -> gotham.topology().nodeCount() == 2);
                List<SwarmKeysEndpoint> both =
                        List.of(first.getBean(SwarmKeysEndpoint.class), second.getBean(SwarmKeysEndpoint.class));
                String old = both.get(0).keys().fingerprints().get(0);

                both.forEach(each -> each.change(Step.ADD, null, "new one"));
                both.forEach(each -> each.change(Step.USE, null, "new one"));
                both.forEach(each -> each.change(Step.REMOVE, null, "old one"));

                assertThat(both)
                        .allSatisfy(each -> assertThat(each.keys().fingerprints())
                                .hasSize(1)
                                .doesNotContain(old));
                long wrongBefore = gotham.statistics().rejected(Rejection.WRONG_KEY);
                joinsOnlyWith("new one", gotham);
                assertThat(gotham.statistics().rejected(Rejection.WRONG_KEY)).isEqualTo(wrongBefore);
                assertThat(gotham.topology().nodeCount()).isEqualTo(2);
            });
        });
    }

    @Test
    void aNodeWithAnotherSecretJoinsNothingAndIsCounted() {
        node("gotham").run(context -> {
            Swarm gotham = context.getBean(Swarm.class);
            node("joker")
                    .withPropertyValues("swarm.secret=another one", TestNodes.seed(gotham))
                    .run(stranger -> {
                        await().atMost(LONG).until(() -> gotham.statistics().rejected(Rejection.WRONG_KEY) > 0);
                        assertThat(stranger.getBean(Swarm.class).topology().nodeCount())
                                .isOne();
                        assertThat(gotham.topology().nodeCount()).isOne();
                    });
        });
    }

    @Test
    void aStepThatCannotBeTakenIsABadRequest() {
        node("gotham").run(context -> {
            SwarmKeysEndpoint endpoint = context.getBean(SwarmKeysEndpoint.class);
            for (Step step : STEPS) {
                assertThatThrownBy(() -> endpoint.change(step, null, null))
                        .isInstanceOf(InvalidEndpointRequestException.class)
                        .hasMessageContaining("either 'key'");
                assertThatThrownBy(() -> endpoint.change(step, "no base64!", null))
                        .isInstanceOf(InvalidEndpointRequestException.class);
            }
            assertThatThrownBy(() -> endpoint.change(Step.USE, null, "unknown"))
                    .isInstanceOf(InvalidEndpointRequestException.class)
                    .hasMessageContaining("add it first");
            assertThatThrownBy(() -> endpoint.change(Step.REMOVE, null, "old one"))
                    .isInstanceOf(InvalidEndpointRequestException.class);
        });
    }

    private void joinsOnlyWith(String secret, Swarm member) {
        node("capitol")
                .withPropertyValues("swarm.secret=" + secret, TestNodes.seed(member))
                .run(late -> await().atMost(LONG).until(() -> member.topology().nodeCount() == 3));
        await().atMost(LONG).until(() -> member.topology().nodeCount() == 2);
    }

    private ApplicationContextRunner node(String name) {
        return TestNodes.runner(cluster, name)
                .withConfiguration(AutoConfigurations.of(
                        EndpointAutoConfiguration.class, SwarmKeysEndpointAutoConfiguration.class))
                .withPropertyValues(
                        "swarm.secret=old one",
                        "swarm.bind-address=127.0.0.1",
                        "management.endpoints.web.exposure.include=swarmkeys",
                        "management.endpoint.swarmkeys.access=UNRESTRICTED");
    }
}
