package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.Position;
import dev.swarm.api.Rejection;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.spring.OnCommander;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestTopology;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SwarmMetricsTest {

    private static final List<String> METERS = List.of(
            "swarm.members",
            "swarm.probe.rtt",
            "swarm.probe.rtt.p99",
            "swarm.link.rtt",
            "swarm.link.rtt.p99",
            "swarm.links",
            "swarm.links.relayed",
            "swarm.messages",
            "swarm.messages.received",
            "swarm.messages.lost",
            "swarm.messages.relayed",
            "swarm.answers",
            "swarm.pings",
            "swarm.pings.unanswered",
            "swarm.packets.rejected",
            "swarm.probe.failures",
            "swarm.suspicions",
            "swarm.refutations",
            "swarm.health.score",
            "swarm.gossip.bytes",
            "swarm.overlay.entities",
            "swarm.overlay.waypoints",
            "swarm.overlay.size",
            "swarm.replication.pending",
            "swarm.replication.lag",
            "swarm.commander",
            "swarm.commander.calls",
            "swarm.term",
            "swarm.discovery.state",
            "swarm.discovery.candidates",
            "swarm.discovery.rejected",
            "swarm.registry.names",
            "swarm.registry.operations",
            "swarm.registry.stalled",
            "swarm.registry.handoffs",
            "swarm.registry.crashes",
            "swarm.registry.restarts",
            "swarm.registry.messages",
            "swarm.registry.store.failures",
            "swarm.events.dispatch");

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final AutoConfigurations METRICS = AutoConfigurations.of(
            SwarmMetricsAutoConfiguration.class,
            MetricsAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class);

    private final String cluster = TestNodes.newCluster();
    private final ApplicationContextRunner on = TestNodes.runner(cluster, "one").withConfiguration(METRICS);

    @Test
    void countsMembersByStatus() {
        on.run(one -> {
            MeterRegistry registry = one.getBean(MeterRegistry.class);
            assertThat(members(registry, "healthy")).isOne();
            TestNodes.runner(cluster, "two")
                    .withPropertyValues(TestNodes.seed(one.getBean(Swarm.class)))
                    .run(two -> await().atMost(LONG).until(() -> members(registry, "healthy") == 2));
            await().atMost(LONG).until(() -> members(registry, "left") == 1);
            assertThat(registry.get("swarm.members").gauges()).hasSize(MemberStatus.values().length);
        });
    }

    @Test
    void countsTrafficAndEvents() {
        on.run(one -> {
            MeterRegistry registry = one.getBean(MeterRegistry.class);
            TestNodes.runner(cluster, "two")
                    .withPropertyValues(TestNodes.seed(one.getBean(Swarm.class)))
                    .run(two -> await().atMost(LONG)
                            .until(() -> count(registry, "swarm.events.dispatch", "outcome", "dispatched") > 0));
            assertThat(count(registry, "swarm.gossip.bytes", "direction", "in")).isPositive();
            assertThat(count(registry, "swarm.gossip.bytes", "direction", "out"))
                    .isPositive();
            assertThat(registry.get("swarm.gossip.bytes")
                            .tag("direction", "in")
                            .functionCounter()
                            .getId()
                            .getBaseUnit())
                    .isEqualTo("bytes");
        });
    }

    @Test
    void countsWhatWasDroppedByReason() {
        on.run(one -> {
            MeterRegistry registry = one.getBean(MeterRegistry.class);
            sendGarbage(one.getBean(Swarm.class).self().address().port());
            await().atMost(LONG)
                    .until(() -> Stream.of(Rejection.values())
                            .anyMatch(
                                    reason -> count(registry, "swarm.packets.rejected", "reason", reason.label()) > 0));
            assertThat(registry.get("swarm.packets.rejected").functionCounters())
                    .hasSize(Rejection.values().length);
        });
    }

    @Test
    void measuresSharedState() {
        on.run(one -> {
            MeterRegistry registry = one.getBean(MeterRegistry.class);
            TacticalOverlay overlay = one.getBean(TacticalOverlay.class);
            overlay.updateEntity("hero", Map.of("name", "Batman")).join();
            overlay.updateEntity("villain", Map.of("name", "Joker")).join();
            overlay.addWaypoint(Waypoint.of("signal", Position.of(1, 2), "")).join();
            assertThat(gauge(registry, "swarm.overlay.entities")).isEqualTo(2);
            assertThat(gauge(registry, "swarm.overlay.waypoints")).isEqualTo(1);
            await().atMost(LONG).until(() -> gauge(registry, "swarm.overlay.size") > 0);
            assertThat(gauge(registry, "swarm.replication.pending")).isZero();
            assertThat(registry.get("swarm.replication.lag").timeGauge().value(TimeUnit.MILLISECONDS))
                    .isZero();
        });
    }

    @Test
    void tellsWhoCommandsAndWhatWasSkipped() {
        TestTopology topology = new TestTopology("one");
        on.withBean(SwarmTopology.class, () -> topology).withBean(Job.class).run(one -> {
            MeterRegistry registry = one.getBean(MeterRegistry.class);
            one.getBean(Job.class).work();
            assertThat(gauge(registry, "swarm.commander")).isZero();
            assertThat(gauge(registry, "swarm.term")).isZero();
            assertThat(count(registry, "swarm.commander.calls", "outcome", "skipped"))
                    .isOne();
            topology.command();
            topology.command();
            one.getBean(Job.class).work();
            assertThat(gauge(registry, "swarm.commander")).isOne();
            assertThat(gauge(registry, "swarm.term")).isEqualTo(2);
            assertThat(count(registry, "swarm.commander.calls", "outcome", "ran"))
                    .isOne();
        });
    }

    @Test
    void hasAllMetersOfTheNode() {
        on.run(one -> {
            Stream<String> names = one.getBean(MeterRegistry.class).getMeters().stream()
                    .map(Meter::getId)
                    .map(Meter.Id::getName)
                    .filter(name -> name.startsWith("swarm."));
            assertThat(names.distinct()).containsExactlyInAnyOrderElementsOf(METERS);
        });
    }

    @Test
    void everyMeterIsDescribed() {
        on.run(one -> assertThat(one.getBean(MeterRegistry.class).getMeters())
                .filteredOn(meter -> meter.getId().getName().startsWith("swarm."))
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank()));
    }

    @Test
    void areNotThereWithoutARegistry() {
        ApplicationContextRunner bare =
                TestNodes.switchedOff().withConfiguration(AutoConfigurations.of(SwarmMetricsAutoConfiguration.class));
        bare.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("swarmMetrics"));
        bare.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("swarmMetrics"));
    }

    private static double members(MeterRegistry registry, String status) {
        return registry.get("swarm.members").tag("status", status).gauge().value();
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
    }

    private static double count(MeterRegistry registry, String name, String tag, String value) {
        return registry.get(name).tag(tag, value).functionCounter().count();
    }

    private static void sendGarbage(int port) throws Exception {
        byte[] garbage = {42, 42, 42, 42};
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(garbage, garbage.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    static class Job {

        @OnCommander
        void work() {}
    }
}
