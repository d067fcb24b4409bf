package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.swarm.api.CommsManager;
import dev.swarm.api.Link;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.spring.TestComms;
import dev.swarm.spring.TestMonitor;
import dev.swarm.spring.TestNodes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Meters of links and messages, over measurements that the test decides. */
class LinkMetricsTest {

    private final TestMonitor monitor = new TestMonitor();
    private final TestComms comms = new TestComms();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ApplicationContextRunner runner = TestNodes.switchedOff()
            .withConfiguration(
                    AutoConfigurations.of(SwarmMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
            .withBean(NodeMonitor.class, () -> monitor)
            .withBean(CommsManager.class, () -> comms)
            .withBean(MeterRegistry.class, () -> registry);

    @Test
    void roundTripTimesAreThoseOfAllQuestionsAndThoseOfAllLinks() {
        run();
        assertThat(millis("swarm.probe.rtt")).isNaN();
        assertThat(millis("swarm.link.rtt.p99")).isNaN();
        monitor.measure("b", LinkQuality.EXCELLENT, 2, 4, 6);
        monitor.measure("c", LinkQuality.GOOD, 20);
        monitor.measure("d", LinkQuality.GOOD);
        monitor.know("e", MemberStatus.DOWN, LinkQuality.DISCONNECTED, 900);
        assertThat(millis("swarm.probe.rtt")).isEqualTo(8, within(0.001));
        assertThat(millis("swarm.probe.rtt.p99")).isEqualTo(20, within(0.001));
        assertThat(millis("swarm.link.rtt")).isEqualTo(12, within(0.001));
        assertThat(registry.find("swarm.link.rtt").tagKeys("peer").meters()).isEmpty();
    }

    @Test
    void ofAHundredTimesTheLargestIsLeftOut() {
        run();
        monitor.measure(
                "b", LinkQuality.EXCELLENT, IntStream.rangeClosed(1, 100).toArray());
        assertThat(millis("swarm.probe.rtt.p99")).isEqualTo(99, within(0.001));
    }

    @Test
    void countsMessagesByPriorityAndOutcome() {
        run();
        comms.send(NodeId.of("b"), "text", Priority.CRITICAL);
        assertThat(sent("critical")).isOne();
        assertThat(sent("low")).isZero();
        assertThat(registry.get("swarm.messages").functionCounters())
                .hasSize(Priority.values().length * SendOutcome.values().length);
    }

    @Test
    void countsLinksByQualityAndThoseOverARelay() {
        run();
        comms.links(link("b", LinkQuality.GOOD, null), link("c", LinkQuality.DISCONNECTED, "b"));
        assertThat(links("good")).isOne();
        assertThat(links("disconnected")).isOne();
        assertThat(links("poor")).isZero();
        assertThat(registry.get("swarm.links.relayed").gauge().value()).isOne();
    }

    @Test
    void nodesHaveMetersOfTheirOwnOnlyIfThatIsWantedAndNoMoreThanTheLimit() {
        runner.withPropertyValues("swarm.monitor.metrics-by-peer=true", "swarm.monitor.metrics-by-peer-limit=2")
                .run(context -> {
                    monitor.measure("c", LinkQuality.GOOD, 20);
                    monitor.measure("d", LinkQuality.GOOD, 30);
                    assertThat(millis("swarm.link.rtt", "peer", "c")).isEqualTo(20, within(0.001));
                    monitor.measure("b", LinkQuality.GOOD, 2, 4);
                    assertThat(millis("swarm.link.rtt", "peer", "b")).isEqualTo(3, within(0.001));
                    assertThat(registry.find("swarm.link.rtt").tag("peer", "d").meters())
                            .isEmpty();
                    monitor.know("b", MemberStatus.LEFT, LinkQuality.DISCONNECTED, 2, 4);
                    assertThat(registry.find("swarm.link.rtt").tag("peer", "b").meters())
                            .isEmpty();
                    assertThat(millis("swarm.link.rtt", "peer", "d")).isEqualTo(30, within(0.001));
                    assertThat(registry.get("swarm.link.rtt").meters()).hasSize(2);
                    assertThat(registry.get("swarm.link.rtt.p99").meters()).hasSize(2);
                    assertThat(monitor.listeners()).isOne();
                });
        assertThat(monitor.listeners()).isZero();
    }

    private void run() {
        new LinkMetrics(monitor, comms, null).bindTo(registry);
    }

    private double millis(String name, String... tags) {
        return registry.get(name).tags(tags).timeGauge().value(TimeUnit.MILLISECONDS);
    }

    private double sent(String priority) {
        return registry.get("swarm.messages")
                .tag("priority", priority)
                .tag("outcome", "sent")
                .functionCounter()
                .count();
    }

    private double links(String quality) {
        return registry.get("swarm.links").tag("quality", quality).gauge().value();
    }

    private static Link link(String node, LinkQuality quality, @Nullable String relay) {
        return new Link(NodeId.of(node), quality, relay == null, relay == null ? null : NodeId.of(relay), 0, 0, 0);
    }
}
