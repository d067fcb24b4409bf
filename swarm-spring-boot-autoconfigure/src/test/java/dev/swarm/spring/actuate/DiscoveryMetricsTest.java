package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.spring.TestNodes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The meters of each way to find peers. */
class DiscoveryMetricsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ApplicationContextRunner runner = TestNodes.runner(TestNodes.newCluster(), "one")
            .withConfiguration(AutoConfigurations.of(
                    SwarmMetricsAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class));

    @Test
    void showWhatEachTopologyIsDoing() {
        runner.withPropertyValues("swarm.discovery.static.hosts=127.0.0.2:7000,127.0.0.2:7001")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    await().atMost(LONG).until(() -> state(registry, "ok") == 1);
                    assertThat(state(registry, "failing") + state(registry, "idle"))
                            .isZero();
                    assertThat(registry.get("swarm.discovery.candidates")
                                    .tag("topology", "static")
                                    .gauge()
                                    .value())
                            .isEqualTo(2);
                    assertThat(registry.get("swarm.discovery.rejected")
                                    .tag("topology", "static")
                                    .functionCounter()
                                    .count())
                            .isZero();
                    context.getBean(Swarm.class).close();
                    assertThat(state(registry, "idle")).isEqualTo(1);
                });
    }

    @Test
    void areThereForWhatIsConfiguredAndNothingElse() {
        runner.withPropertyValues("swarm.enabled=false", "swarm.discovery.dns.query=a.example")
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .get("swarm.discovery.candidates")
                                .gauges())
                        .extracting(gauge -> gauge.getId().getTag("topology"))
                        .containsExactlyInAnyOrder("dns", "static"));
    }

    private static double state(MeterRegistry registry, String state) {
        return registry.get("swarm.discovery.state")
                .tags("topology", "static", "state", state)
                .gauge()
                .value();
    }
}
