package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.RegistryOverview.Operation;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;

/** Meters of named workers, over a registry that fares as the test decides. */
class RegistryMetricsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestRegistry names = new TestRegistry();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void tellHowManyNamesThereAreAndHowMovesEnded() {
        TestNodes.switchedOff()
                .withConfiguration(
                        AutoConfigurations.of(SwarmMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
                .withBean(SwarmRegistry.class, () -> names)
                .withBean(MeterRegistry.class, () -> meters)
                .run(context -> {
                    assertThat(gauge("swarm.registry.names")).isEqualTo(7);
                    assertThat(gauge("swarm.registry.operations")).isZero();
                    assertThat(gauge("swarm.registry.stalled")).isZero();
                    assertThat(handoffs("moved")).isEqualTo(4);
                    assertThat(handoffs("ignored")).isEqualTo(3);
                    assertThat(handoffs("failed")).isEqualTo(2);
                    assertThat(handoffs("merged")).isEqualTo(1);
                    Operation start = new Operation("device-7", "start", "running", null, Duration.ofHours(1));
                    names.fares(TestRegistry.overview(null, List.of(start), "start of 'device-7'"));
                    assertThat(gauge("swarm.registry.operations")).isOne();
                    assertThat(gauge("swarm.registry.stalled")).isOne();
                });
    }

    @Test
    void countWhatWorkersDo() {
        TestNodes.switchedOff()
                .withConfiguration(
                        AutoConfigurations.of(SwarmMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, () -> meters)
                .run(context -> {
                    SwarmRegistry registry = context.getBean(SwarmRegistry.class);
                    registry.registerLocal("echo", message -> null).join();
                    registry.ask("echo", "anything", String.class).join();
                    await().atMost(LONG).until(() -> messages("handled") == 1);
                    registry.registerLocal("faulty", message -> {
                                throw new IllegalStateException("thrown on purpose");
                            })
                            .join();
                    assertThat(registry.ask("faulty", "anything", String.class)).failsWithin(LONG);
                    await().atMost(LONG).until(() -> counter("swarm.registry.crashes") == 1);
                    assertThat(messages("refused")).isZero();
                    assertThat(messages("lost")).isZero();
                    assertThat(counter("swarm.registry.restarts")).isZero();
                    assertThat(counter("swarm.registry.store.failures")).isZero();
                });
    }

    private double messages(String outcome) {
        return meters.get("swarm.registry.messages")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    private double counter(String name) {
        return meters.get(name).functionCounter().count();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private double handoffs(String outcome) {
        return meters.get("swarm.registry.handoffs")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
