package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.Swarm;
import dev.swarm.SwarmConfig;
import dev.swarm.api.Member;
import dev.swarm.api.Role;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.config.DnsConfig.RecordType;
import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.config.HostPort;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.config.TailscaleConfig;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the node is told for what the user wrote. */
class SwarmSettingsTest {

    @Test
    void withoutPropertiesTheNodeHasTheStartingValuesOfTheCore() {
        SwarmConfig config = config();
        assertThat(config.cluster()).isEqualTo("swarm");
        assertThat(config.trust().isNone()).isTrue();
        assertThat(config.identity().name()).isNull();
        assertThat(config.identity().role()).isEqualTo(Role.WINGMATE);
        assertThat(config.identity().tags()).isEmpty();
        assertThat(config.endpoint())
                .isEqualTo(new SwarmConfig.Endpoint(null, OptionalInt.empty(), null, OptionalInt.empty()));
        assertThat(config.membership()).isEqualTo(MembershipConfig.lan());
        assertThat(config.overlay()).isEqualTo(OverlayConfig.defaults());
        assertThat(config.topology()).isEqualTo(TopologyConfig.defaults());
        assertThat(config.monitor()).isEqualTo(MonitorConfig.defaults());
        assertThat(config.comms()).isEqualTo(CommsConfig.defaults());
        assertThat(config.discovery().enabled()).isTrue();
        assertThat(config.discovery().gossip()).isEqualTo(GossipConfig.defaults());
        assertThat(config.discovery().hosts()).isNull();
    }

    @Test
    void tellsTheNodeEverythingAboutItself() {
        SwarmConfig config = config(
                "spring.application.name=alarms",
                "swarm.cluster=",
                "swarm.secret=open sesame",
                "swarm.node.name=gotham",
                "swarm.node.role=observer",
                "swarm.node.tags.zone=east",
                "swarm.node.tags[a.b]=C",
                "swarm.bind-address=10.0.0.1",
                "swarm.port=7000",
                "swarm.advertise-address=gotham.example",
                "swarm.advertise-port=7001");
        assertThat(config.cluster()).isEmpty();
        assertThat(config.trust()).hasToString("a secret");
        assertThat(config.identity().service()).isEqualTo("alarms");
        assertThat(config.identity().name()).hasToString("gotham");
        assertThat(config.identity().role()).isEqualTo(Role.OBSERVER);
        assertThat(config.identity().tags()).isEqualTo(Map.of("zone", "east", "a.b", "C"));
        assertThat(config.endpoint())
                .isEqualTo(new SwarmConfig.Endpoint(
                        "10.0.0.1", OptionalInt.of(7000), "gotham.example", OptionalInt.of(7001)));
    }

    @Test
    void tellsTheNodeEverythingAboutLinks() {
        SwarmConfig config = config(
                "swarm.monitor.ping-interval=200",
                "swarm.monitor.pings-per-interval=10",
                "swarm.monitor.suspect-after=2s",
                "swarm.monitor.down-after=9s",
                "swarm.monitor.history-size=5",
                "swarm.monitor.coordinates=false",
                "swarm.comms.queue-size=1MB",
                "swarm.comms.message-size=64KB",
                "swarm.comms.inbox-capacity=7",
                "swarm.comms.request-timeout=300",
                "swarm.comms.pending-requests=9",
                "swarm.comms.quality.rtt=1,2ms,3ms,4s",
                "swarm.comms.quality.loss=0.1,0.2,0.3,0.4");
        assertThat(config.monitor())
                .isEqualTo(new MonitorConfig(
                        Duration.ofMillis(200), 10, Duration.ofSeconds(2), Duration.ofSeconds(9), 5, false));
        List<Duration> rtt =
                List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofSeconds(4));
        assertThat(config.comms())
                .isEqualTo(new CommsConfig(
                        1 << 20,
                        1 << 16,
                        7,
                        Duration.ofMillis(300),
                        9,
                        new CommsConfig.Quality(rtt, List.of(0.1, 0.2, 0.3, 0.4))));
    }

    @Test
    void tellsTheNodeEverythingAboutSharedState() {
        assertThat(config(
                                "swarm.overlay.sync-interval=100",
                                "swarm.overlay.anti-entropy-interval=5s",
                                "swarm.overlay.max-value-size=1KB",
                                "swarm.overlay.max-size=1GB",
                                "swarm.overlay.log-size=2MB",
                                "swarm.overlay.snapshot-file=state.snapshot",
                                "swarm.overlay.snapshot-interval=1m")
                        .overlay())
                .isEqualTo(new OverlayConfig(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        1024,
                        1L << 30,
                        2 << 20,
                        new OverlayConfig.Storage(Path.of("state.snapshot"), Duration.ofMinutes(1))));
    }

    @Test
    void tellsTheNodeEverythingAboutTheCommand() {
        assertThat(config("swarm.topology.quorum-size=3", "swarm.topology.lease=2000")
                        .topology())
                .isEqualTo(TopologyConfig.defaults().withQuorumSize(3).withLease(Duration.ofSeconds(2)));
    }

    @Test
    void namesANodeAfterTheApplicationTheHostAndThePort() {
        new ApplicationContextRunner()
                .withConfiguration(TestNodes.STARTER)
                .withPropertyValues(
                        "spring.application.name=alarms",
                        "swarm.cluster=" + TestNodes.newCluster(),
                        "swarm.port=0",
                        "swarm.discovery.gossip.enabled=false")
                .run(context -> {
                    Member self = context.getBean(Swarm.class).self();
                    assertThat(self.id().name())
                            .startsWith("alarms@")
                            .endsWith(":" + self.address().port());
                });
    }

    @Test
    void readsAKeyring() {
        assertThat(config("swarm.keyring=MDEyMzQ1Njc4OWFiY2RlZg==,MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3")
                        .trust())
                .hasToString("a keyring of 2");
    }

    @Test
    void aListOfHostsReplacesBeacons() {
        SwarmConfig.Discovery discovery =
                config("swarm.discovery.static.hosts=a,b:7000").discovery();
        assertThat(Objects.requireNonNull(discovery.hosts()).hosts()).hasToString("[a:7946, b:7000]");
        assertThat(discovery.gossip()).isNull();
    }

    @Test
    void anEmptyListOfHostsLooksForNobody() {
        SwarmConfig.Discovery discovery =
                config("swarm.discovery.static.hosts=").discovery();
        assertThat(Objects.requireNonNull(discovery.hosts()).hosts()).isEmpty();
        assertThat(discovery.gossip()).isNull();
    }

    @Test
    void beaconsCanBeThereBesideAList() {
        SwarmConfig.Discovery discovery = config(
                        "swarm.discovery.static.hosts=a",
                        "swarm.discovery.gossip.enabled=true",
                        "swarm.discovery.gossip.group=239.1.2.3",
                        "swarm.discovery.gossip.port=4000",
                        "swarm.discovery.gossip.interface=lo",
                        "swarm.discovery.gossip.ttl=0",
                        "swarm.discovery.gossip.interval=500")
                .discovery();
        assertThat(discovery.hosts()).isNotNull();
        assertThat(discovery.gossip())
                .isEqualTo(new GossipConfig("239.1.2.3", 4000, "lo", 0, Duration.ofMillis(500), false));
    }

    @Test
    void aNameServiceReplacesBeacons() {
        SwarmConfig.Discovery discovery = config(
                        "swarm.discovery.dns.query=_swarm._udp.example.org, nodes.example.org",
                        "swarm.discovery.dns.type=srv",
                        "swarm.discovery.dns.port=7000",
                        "swarm.discovery.dns.poll-interval=1000",
                        "swarm.discovery.dns.server=10.0.0.1,10.0.0.2:5353")
                .discovery();
        assertThat(discovery.dns())
                .isEqualTo(new DnsConfig(
                        List.of("_swarm._udp.example.org", "nodes.example.org"),
                        RecordType.SRV,
                        7000,
                        Duration.ofSeconds(1),
                        List.of(new HostPort("10.0.0.1", 53), new HostPort("10.0.0.2", 5353))));
        assertThat(discovery.gossip()).isNull();
        assertThat(config("swarm.discovery.dns.query=a").discovery().dns()).isEqualTo(DnsConfig.of("a"));
    }

    @Test
    void aTailnetReplacesBeacons() {
        SwarmConfig.Discovery discovery = config(
                        "swarm.discovery.tailscale.enabled=true",
                        "swarm.discovery.tailscale.tag=tag:swarm",
                        "swarm.discovery.tailscale.use-dns-names=true",
                        "swarm.discovery.tailscale.port=7000",
                        "swarm.discovery.tailscale.poll-interval=1s",
                        "swarm.discovery.tailscale.cli=/usr/bin/tailscale",
                        "swarm.discovery.tailscale.socket=/run/ts.sock")
                .discovery();
        assertThat(discovery.tailscale())
                .isEqualTo(new TailscaleConfig(
                        "tag:swarm", true, 7000, Duration.ofSeconds(1), "/usr/bin/tailscale", "/run/ts.sock"));
        assertThat(discovery.gossip()).isNull();
        assertThat(config("swarm.discovery.tailscale.enabled=true").discovery().tailscale())
                .isEqualTo(TailscaleConfig.defaults());
        assertThat(config("swarm.discovery.tailscale.tag=tag:swarm").discovery().tailscale())
                .isNull();
    }

    @Test
    void theApiOfKubernetesReplacesBeacons() {
        SwarmConfig.Discovery discovery = config(
                        "swarm.discovery.kubernetes.namespace=shop",
                        "swarm.discovery.kubernetes.label-selector=app=orders",
                        "swarm.discovery.kubernetes.port=7000",
                        "swarm.discovery.kubernetes.poll-interval=1s",
                        "swarm.discovery.kubernetes.api-server=https://10.0.0.1:6443",
                        "swarm.discovery.kubernetes.service-account=account")
                .discovery();
        assertThat(discovery.kubernetes())
                .isEqualTo(new KubernetesConfig(
                        "shop",
                        null,
                        "app=orders",
                        7000,
                        Duration.ofSeconds(1),
                        URI.create("https://10.0.0.1:6443"),
                        Path.of("account")));
        assertThat(discovery.gossip()).isNull();
        String service = "swarm.discovery.kubernetes.service=orders";
        assertThat(config(service).discovery().kubernetes()).isEqualTo(KubernetesConfig.service("orders"));
        assertThat(config(service, "swarm.discovery.kubernetes.enabled=false")
                        .discovery()
                        .kubernetes())
                .isNull();
    }

    @Test
    void tellsTheNodeWhomToWaitForAtItsStart() {
        assertThat(config("swarm.discovery.expected-size=3", "swarm.discovery.expected-wait=10s")
                        .topology())
                .isEqualTo(TopologyConfig.defaults().withExpectedSize(3).withExpectedWait(Duration.ofSeconds(10)));
    }

    @Test
    void withoutBeaconsAndAnythingElseTheNodeLooksForNobody() {
        SwarmConfig.Discovery discovery =
                config("swarm.discovery.gossip.enabled=false").discovery();
        assertThat(discovery.enabled()).isFalse();
        assertThat(discovery.gossip()).isNull();
    }

    @Test
    void aStrategyOfACustomizerReplacesBeacons() {
        for (String gossip : List.of("swarm.port=0", "swarm.discovery.gossip.enabled=false")) {
            TestNodes.switchedOff()
                    .withPropertyValues(gossip)
                    .withBean(SwarmCustomizer.class, () -> builder -> builder.topology("own", NoPeers::new))
                    .run(context -> {
                        SwarmConfig.Discovery discovery =
                                context.getBean(Swarm.class).config().discovery();
                        assertThat(discovery.enabled()).isTrue();
                        assertThat(discovery.gossip()).isNull();
                        assertThat(discovery.topologies()).containsOnlyKeys("own");
                    });
        }
    }

    @Test
    void neverPrintsTheSecretOrTheKeys() {
        TestNodes.switchedOff()
                .withPropertyValues("swarm.secret=open sesame")
                .run(context -> assertThat(
                                context.getBean(SwarmProperties.class).toString())
                        .doesNotContain("sesame"));
    }

    private static SwarmConfig config(String... properties) {
        SwarmConfig[] config = new SwarmConfig[1];
        TestNodes.switchedOff().withPropertyValues(properties).run(context -> {
            assertThat(context).hasNotFailed();
            config[0] = context.getBean(Swarm.class).config();
        });
        return config[0];
    }

    private static final class NoPeers implements DiscoveryStrategy {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public void start(DiscoveryContext context, PeerSink sink) {}

        @Override
        public void close() {}
    }
}
