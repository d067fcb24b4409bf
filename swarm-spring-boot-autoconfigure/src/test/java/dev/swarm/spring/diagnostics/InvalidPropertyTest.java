package dev.swarm.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.spring.SwarmCustomizer;
import dev.swarm.spring.TestNodes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** A value that is not allowed stops the start, by the full name of its property. */
class InvalidPropertyTest {

    private final ApplicationContextRunner off = TestNodes.switchedOff();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "swarm.membership.probe-interval     | 1ms    | swarm.membership.probe-interval must be 10ms to 600s",
                "swarm.membership.probe-timeout      | 2s     | probe-timeout must be 1ms to 1s, not 2s",
                "swarm.membership.indirect-probes    | 33     | must be 0 to 32, not 33",
                "swarm.membership.suspicion-multiplier | 0    | must be 1 to 100, not 0",
                "swarm.membership.suspicion-max-multiplier | 101 | must be 1 to 100, not 101",
                "swarm.membership.health-score-max   | -1     | must be 0 to 100, not -1",
                "swarm.membership.gossip-interval    | 1ms    | must be 5ms to 60s, not 1ms",
                "swarm.membership.gossip-nodes       | 0      | must be 1 to 32, not 0",
                "swarm.membership.gossip-to-the-dead-time | 2d | must be 0ms to 86400s",
                "swarm.membership.retransmit-multiplier | 33  | must be 1 to 32, not 33",
                "swarm.membership.push-pull-interval | 1ms    | must be 100ms to 86400s",
                "swarm.membership.stream-timeout     | 1ms    | must be 10ms to 600s",
                "swarm.membership.dead-node-reclaim-time | -1s | must be 0ms to 86400s",
                "swarm.membership.forget-time        | 1s     | must not be shorter than gossip-to-the-dead-time",
                "swarm.membership.packet-size        | 8GB    | must be 1200 to 65507",
                "swarm.discovery.gossip.port         | 70000  | swarm.discovery.gossip.port must be 1 to 65535",
                "swarm.discovery.gossip.ttl          | 256    | must be 0 to 255, not 256",
                "swarm.discovery.gossip.interval     | 0      | must be 100ms to 600s",
                "swarm.discovery.gossip.group        | ' '    | must be a multicast address",
                "swarm.discovery.static.hosts        | a:b    | hosts: 'a:b' must end with a port",
                "swarm.discovery.dns.query           | a..b   | dns.query must be a domain name, not 'a..b'",
                "swarm.discovery.kubernetes.service  | A      | must be a name of small letters, digits and dashes",
                "swarm.discovery.kubernetes.label-selector | ' ' | swarm.discovery.kubernetes.label-selector must not",
                "swarm.discovery.expected-size       | 0      | swarm.discovery.expected-size must be 1 to 1000, not 0",
                "swarm.discovery.expected-wait       | 11m    | swarm.discovery.expected-wait must be 0ms to 600s",
                "swarm.discovery.topologies.x.strategy | y    | must be the name of a bean or a class that implements",
                "swarm.discovery.topologies.x.strategy | java.lang.String | DiscoveryStrategy, not 'java.lang.String'",
                "swarm.overlay.sync-interval         | 1ms    | swarm.overlay.sync-interval must be 10ms to 60s, not",
                "swarm.overlay.sync-interval         | 300000d | swarm.overlay.sync-interval must be 10ms to 60s",
                "swarm.overlay.anti-entropy-interval | 10ms   | must be 1s to 86400s, not 10ms",
                "swarm.overlay.max-value-size        | 2MB    | must be 1 to 1048576, not 2097152",
                "swarm.overlay.max-value-size        | -8GB   | swarm.overlay.max-value-size must be 1 to 1048576",
                "swarm.overlay.max-size              | 0      | must be 1 to 1099511627776, not 0",
                "swarm.overlay.log-size              | 2TB    | swarm.overlay.log-size must be 1 to 1099511627776",
                "swarm.overlay.snapshot-interval     | 99ms   | must be 100ms to 86400s, not 99ms",
                "swarm.topology.quorum-size          | 0      | swarm.topology.quorum-size must be 1 to 100, not 0",
                "swarm.topology.quorum-size          | 101    | swarm.topology.quorum-size must be 1 to 100, not 101",
                "swarm.topology.lease                | 500ms  | swarm.topology.lease must be 1s to 300s, not 500ms",
                "swarm.topology.lease                | 6m     | swarm.topology.lease must be 1s to 300s, not 360s",
                "swarm.monitor.ping-interval         | 1ms    | swarm.monitor.ping-interval must be 10ms to 60s",
                "swarm.monitor.pings-per-interval    | 0      | must be 1 to 1000, not 0",
                "swarm.monitor.suspect-after         | 500ms  | swarm.monitor.suspect-after must be 1s to 600s",
                "swarm.monitor.down-after            | 5s     | swarm.monitor.down-after must be 5001ms to 3600s",
                "swarm.monitor.history-size          | 1001   | must be 1 to 1000, not 1001",
                "swarm.monitor.metrics-by-peer-limit | 0      | metrics-by-peer-limit must be 1 to 1000, not 0",
                "swarm.comms.queue-size              | 8GB    | swarm.comms.queue-size must be 65536 to 67108864",
                "swarm.comms.message-size            | 5MB    | swarm.comms.message-size must be 1024 to 4194304",
                "swarm.comms.inbox-capacity          | 0      | swarm.comms.inbox-capacity must be 1 to 1000000",
                "swarm.comms.request-timeout         | 2h     | must be 1ms to 3600s, not 7200s",
                "swarm.comms.pending-requests        | 0      | swarm.comms.pending-requests must be 1 to 1000000",
                "swarm.comms.quality.rtt             | 1ms    | swarm.comms.quality.rtt must be four rising durations",
                "swarm.comms.quality.loss            | 2      | swarm.comms.quality.loss must be four rising numbers",
                "swarm.registry.strategy | sharded | swarm.registry.strategy must be ring, static-quorum, least",
                "swarm.registry.static-quorum-size | 0 | swarm.registry.static-quorum-size must be 1 to 100, not 0",
                "swarm.registry.static-quorum-size   | 101    | must be 1 to 100, not 101",
                "swarm.registry.lease                | 499ms  | swarm.registry.lease must be 500ms to 300s, not 499ms",
                "swarm.registry.include-nodes | a(     | swarm.registry.include-nodes must hold names or regular",
                "swarm.registry.exclude-nodes | [      | swarm.registry.exclude-nodes must hold names or regular",
                "swarm.registry.weight               | 0      | swarm.registry.weight must be 1 to 1000, not 0",
                "swarm.registry.partitions           | 15     | swarm.registry.partitions must be 16 to 65536, not 15",
                "swarm.registry.rebalance-concurrency | 0     | must be 1 to 10000, not 0",
                "swarm.registry.rebalance-delay      | 61s    | must be 0ms to 60s, not 61s",
                "swarm.registry.handoff-timeout      | 9ms    | must be 10ms to 3600s, not 9ms",
                "swarm.registry.drain-timeout        | 2h     | must be 0ms to 3600s, not 7200s",
                "swarm.registry.max-restarts         | -1     | must be 0 to 1000000, not -1",
                "swarm.registry.restart-window       | 0      | must be 1ms to 3600s, not 0ms",
                "swarm.registry.restart-backoff      | 2m     | must be 1ms to 60s, not 120s",
                "swarm.registry.restart-backoff-max  | 99ms   | must be 100ms to 3600s, not 99ms",
                "swarm.registry.mailbox-capacity     | 0      | must be 1 to 1000000, not 0",
                "swarm.registry.max-args-size        | 2MB    | must be 0 to 1048576, not 2097152",
                "swarm.registry.max-state-size       | 8GB    | must be 1024 to 67108864, not 2147483647",
                "swarm.registry.request-timeout      | 0      | must be 1ms to 3600s, not 0ms",
                "swarm.registry.stall-after          | 999ms  | must be 1s to 86400s, not 999ms",
                "swarm.port                          | 65536  | swarm.port must be 0 to 65535, not 65536",
                "swarm.advertise-port                | 0      | swarm.advertise-port must be 1 to 65535, not 0",
                "swarm.bind-address                  | ' '    | swarm.bind-address must be",
                "swarm.secret                        | ' '    | swarm.secret must not be empty",
                "swarm.keyring                       | c2hvcnQ= | swarm.keyring must hold AES keys",
                "swarm.keyring                       | ?!     | swarm.keyring must hold keys in Base64",
                "swarm.node.name                     | ''     | swarm.node.name is no name for a node",
                "swarm.node.role                     | commander | swarm.node.role must be wingmate, observer or relay",
            })
    void namesThePropertyAndWhatIsAllowed(String property, String value, String allowed) {
        String setting = property + "=" + value;
        off.withPropertyValues(setting, "swarm.discovery.gossip.enabled=true").run(context -> {
            Throwable failure = context.getStartupFailure();
            assertThat(failure).isNotNull().rootCause().isInstanceOf(IllegalArgumentException.class);
            FailureAnalysis analysis = analyze(failure, property, value);
            assertThat(analysis.getDescription())
                    .startsWith(property)
                    .contains(allowed)
                    .endsWith(".");
            assertThat(analysis.getAction()).contains(property).endsWith(".");
        });
    }

    @Test
    void aSecretBesideAKeyringIsRefused() {
        off.withPropertyValues("swarm.secret=a", "swarm.keyring=MDEyMzQ1Njc4OWFiY2RlZg==")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("swarm.keyring must not be set beside swarm.secret"));
    }

    @Test
    void kubernetesNeedsSomethingToLookFor() {
        off.withPropertyValues("swarm.discovery.kubernetes.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("swarm.discovery.kubernetes.service must be set, or"));
    }

    @Test
    void tellsWhereTheValueWasSet() {
        FailureAnalysis analysis = analysis("swarm.port", "70000");
        assertThat(analysis.getDescription())
                .isEqualTo("swarm.port must be 0 to 65535, not 70000; it is set to '70000' in "
                        + "\"swarm.port\" from property source \"mockProperties\".");
        assertThat(analysis.getAction()).isEqualTo("Change swarm.port to a value that is allowed, or remove it.");
    }

    @Test
    void neverShowsASecretOrAKey() {
        assertThat(analysis("swarm.keyring", "c2hvcnQ=").getDescription()).doesNotContain("c2hvcnQ=");
        assertThat(analysis("swarm.keyring", "s?cret").getDescription()).doesNotContain("s?cret");
    }

    @Test
    void tellsWhatItDependsOnWhenTheValueIsNobodys() {
        off.withPropertyValues("swarm.membership.probe-interval=100ms").run(context -> {
            FailureAnalysis analysis = analyze(context.getStartupFailure(), "swarm.membership.probe-interval", "100ms");
            assertThat(analysis.getDescription())
                    .isEqualTo("swarm.membership.probe-timeout must be 1ms to 100ms, not 500ms.");
            assertThat(analysis.getAction())
                    .isEqualTo("Set swarm.membership.probe-timeout to a value that is allowed, or change the "
                            + "property that it depends on.");
        });
    }

    @Test
    void anExceptionOfACustomizerStaysWhatItIs() {
        off.withBean(SwarmCustomizer.class, () -> builder -> {
                    throw new IllegalArgumentException("port must be mine");
                })
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("port must be mine")
                        .isExactlyInstanceOf(IllegalArgumentException.class));
    }

    private FailureAnalysis analysis(String property, String value) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        off.withPropertyValues(property + "=" + value)
                .run(context -> analysis[0] = analyze(context.getStartupFailure(), property, value));
        return analysis[0];
    }

    private static FailureAnalysis analyze(@Nullable Throwable failure, String property, String value) {
        Environment environment = new MockEnvironment().withProperty(property, value);
        return Objects.requireNonNull(
                new InvalidSwarmPropertyFailureAnalyzer(environment).analyze(Objects.requireNonNull(failure)));
    }
}
