package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.Role;
import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.config.HostPort;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.config.StaticConfig;
import dev.swarm.api.config.TailscaleConfig;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.comms.Cbor;
import dev.swarm.discovery.StaticStrategy;
import dev.swarm.discovery.Topology;
import dev.swarm.engine.CommsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwarmConfigTest {

    @Test
    void everySettingIsCheckedWithTheNameOfItsProperty() {
        refused("port", () -> Swarm.builder().port(65_536).build());
        refused("port", () -> Swarm.builder().port(-1).build());
        refused("advertise-port", () -> Swarm.builder().advertisePort(0).build());
        refused("bind-address", () -> Swarm.builder().bindAddress(" ").build());
        refused("advertise-address", () -> Swarm.builder().advertiseAddress("").build());
        refused("cluster", () -> Swarm.builder().cluster("c".repeat(256)).build());
        refused("cluster", () -> Swarm.builder().cluster("a\nb").build());
        refused("secret", () -> Swarm.builder().secret(" "));
        refused("keyring", () -> Trust.keyring(List.of(new byte[15])));
        refused("keyring", () -> Trust.keyring(List.of()));
        refused("node.role", () -> Swarm.builder().role(Role.COMMANDER).build());
        refused("node.tags.a", () -> Swarm.builder().tag("a", "\n").build());
        refused(
                "start-timeout",
                () -> Swarm.builder().startTimeout(Duration.ofHours(1)).build());
        refused(
                "leave-timeout",
                () -> Swarm.builder().leaveTimeout(Duration.ofMillis(-1)).build());
        refused("discovery.topologies", () -> Swarm.builder().topology(" ", () -> null));
        refused("discovery.gossip.port", () -> new GossipConfig(null, 0, null, 1, Duration.ofSeconds(2), false));
        refused("discovery.gossip.ttl", () -> new GossipConfig(null, 1, null, 256, Duration.ofSeconds(2), false));
        refused("discovery.gossip.interval", () -> new GossipConfig(null, 1, null, 1, Duration.ZERO, false));
        refused("discovery.gossip.group", () -> new GossipConfig("", 1, null, 1, Duration.ofSeconds(2), false));
        refused("discovery.static.hosts: 'a:b'", () -> StaticConfig.of(List.of("ok", "a:b")));
        refused("discovery.static.interval", () -> new StaticConfig(List.of(), Duration.ofDays(1)));
    }

    @Test
    void settingsOfWaysToLookAreCheckedToo() {
        Duration often = Duration.ofMillis(99);
        refused(
                "discovery.gossip.broadcast-only",
                () -> new GossipConfig("239.1.1.1", 1, null, 1, Duration.ofSeconds(2), true));
        refused("discovery.dns.query", DnsConfig::of);
        refused("discovery.dns.query must be a domain name, not 'a..b'", () -> DnsConfig.of("a..b"));
        refused("'a b'", () -> DnsConfig.of("ok.example.", "a b"));
        refused("discovery.dns.poll-interval", () -> dns(7946, often, 0));
        refused("discovery.dns.port", () -> dns(0, Duration.ofSeconds(5), 0));
        refused("discovery.dns.server", () -> dns(1, Duration.ofSeconds(5), 9));
        refused("discovery.tailscale.tag", () -> TailscaleConfig.defaults().withTag("swarm"));
        refused("discovery.tailscale.port", () -> new TailscaleConfig(null, false, 0, often, "cli", null));
        refused("discovery.tailscale.poll-interval", () -> new TailscaleConfig(null, false, 1, often, "cli", null));
        refused("discovery.tailscale.cli", () -> new TailscaleConfig(null, false, 1, Duration.ofHours(1), " ", null));
        refused("discovery.tailscale.socket", () -> new TailscaleConfig(null, true, 1, Duration.ofHours(1), "c", ""));
        refused("discovery.kubernetes.service", () -> KubernetesConfig.service("Orders"));
        refused("discovery.kubernetes.label-selector", () -> KubernetesConfig.pods(" "));
        refused("discovery.kubernetes.service must be set", () -> kubernetes("shop", null, "https://a:1"));
        refused("discovery.kubernetes.namespace", () -> kubernetes("a/b", "orders", "https://a:1"));
        refused("discovery.kubernetes.api-server", () -> kubernetes("shop", "orders", "http://a:1"));
        refused("expected-size", () -> TopologyConfig.defaults().withExpectedSize(0));
        refused("expected-wait", () -> TopologyConfig.defaults().withExpectedWait(Duration.ofHours(1)));
    }

    private static DnsConfig dns(int port, Duration interval, int servers) {
        List<HostPort> list = Collections.nCopies(servers, new HostPort("127.0.0.1", 53));
        return new DnsConfig(List.of("a"), DnsConfig.RecordType.AUTO, port, interval, list);
    }

    private static KubernetesConfig kubernetes(String namespace, @Nullable String service, String api) {
        return new KubernetesConfig(namespace, service, null, 1, Duration.ofSeconds(5), URI.create(api), null);
    }

    @Test
    void theSameTopologyTwiceIsRefused() {
        SwarmBuilder builder = Swarm.builder().topology("x", () -> null);

        refused("discovery.topologies.x", () -> builder.topology("x", () -> null));
        refused(
                "discovery.topologies.static",
                () -> Swarm.builder().hosts("a").topology("static", () -> null).build());
    }

    @Test
    void aSecretIsNeverShown() {
        assertThat(Swarm.builder().secret("s3cr3t-value").config().toString())
                .doesNotContain("s3cr3t-value")
                .contains("a secret");
        assertThat(Trust.keyring(List.of(new byte[16], new byte[32]))).hasToString("a keyring of 2");
    }

    @Test
    void r10AndR11SeveralTopologiesRunBesideEachOtherAndNoOther() {
        DiscoveryStrategy own = new StaticStrategy(StaticConfig.of(List.of()));
        assertThat(topologies(
                        Swarm.builder().hosts("a").topology("one", () -> own).topology("two", () -> own)))
                .containsExactly("static", "one", "two");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, 7946",
        "a:1, a, 1",
        "' 10.0.0.1:65535 ', 10.0.0.1, 65535",
        "::1, ::1, 7946",
        "[::1], ::1, 7946",
        "[fe80::1%eth0]:9, fe80::1%eth0, 9"
    })
    void hostsAreReadAsPeopleWriteThem(String text, String host, int port) {
        assertThat(HostPort.parse(text, 7946)).isEqualTo(new HostPort(host, port));
        assertThat(HostPort.parse(new HostPort(host, port).toString(), 1)).isEqualTo(new HostPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":1", "a:", "a:0", "a:65536", "a:x", "[::1", "[::1]x", "a b", "http://a", "u@a", "[]:1"})
    void whatIsNoHostIsRefused(String text) {
        assertThatThrownBy(() -> HostPort.parse(text, 7946)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void beaconsAreTheWayToLookIfNoneIsConfigured() {
        assertThat(topologies(Swarm.builder())).containsExactly("gossip");
        assertThat(topologies(Swarm.builder().hosts("a"))).containsExactly("static");
        assertThat(topologies(Swarm.builder().hosts("a").gossip(GossipConfig.defaults())))
                .containsExactly("static", "gossip");
        assertThat(topologies(Swarm.builder()
                        .dns(DnsConfig.of("peers.example.org"))
                        .tailscale(TailscaleConfig.defaults())
                        .kubernetes(KubernetesConfig.service("orders"))))
                .containsExactly("dns", "tailscale", "kubernetes");
        assertThat(topologies(Swarm.builder().discovery(false))).isEmpty();
        assertThat(topologies(Swarm.builder().enabled(false))).isEmpty();
    }

    @Test
    void theReferenceSaysHowMuchIsLeftForTags() throws IOException {
        String web = "http://10.0.0.1:8080";
        SwarmBuilder named = Swarm.builder().secret("s").service("s".repeat(40 - web.length()));
        int most = 512;
        while (!fits(named.tag("t", "v".repeat(most)).build(), web)) {
            most--;
        }
        int taken = "t".length() + most + 4;

        assertThat(Files.readString(Path.of("..", "docs", "configuration.md")))
                .contains("of 40 characters together leave " + taken + " bytes for tags");
        assertThat(fits(
                        named.trust(Trust.none())
                                .tag("t", "v".repeat(most + 34))
                                .build(),
                        web))
                .isTrue();
    }

    @Test
    void whatIsTooLongWithAFingerprintIsRefusedAsSuch() {
        Swarm node = Swarm.builder().tag("zone", "z".repeat(460)).build();
        node.updateWebAddress(null);
        Swarm withSecret =
                Swarm.builder().secret("s").tag("zone", "z".repeat(460)).build();

        assertThatThrownBy(() -> withSecret.updateWebAddress(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shorten the tag 'zone'");
    }

    private static boolean fits(Swarm node, String webAddress) {
        try {
            node.updateWebAddress(webAddress);
            return true;
        } catch (IllegalArgumentException tooLong) {
            return false;
        }
    }

    private static List<String> topologies(SwarmBuilder builder) {
        SwarmConfig config = builder.config();
        LiveKeys keys = new LiveKeys(config.trust(), ring -> CompletableFuture.completedFuture(null));
        return new Blueprint(
                        config,
                        keys,
                        new ContentCodec(new Cbor()),
                        new CommsSettings(config.comms(), post -> arrival -> true))
                .topologies().stream().map(Topology::name).toList();
    }

    private static void refused(String property, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(property);
    }
}
