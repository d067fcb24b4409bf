package dev.swarm.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.SwarmBuilder;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.config.DnsConfig.RecordType;
import dev.swarm.api.config.HostPort;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import dev.swarm.discovery.AddressFamily;
import dev.swarm.discovery.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real name server. */
class DnsmasqIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    /** As many look-ups fail in it as in a minute at the usual pace; {@code -Dswarm.dns.outage=60} for a minute. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("swarm.dns.outage", 2));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);

    @TempDir
    private Path folder;

    @BeforeAll
    static void assumeServer() {
        Dnsmasq.assumeInstalled();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void recordsOfAllTypesAreFoundAndThoseAddedLaterToo() throws IOException, InterruptedException {
        Dnsmasq server = server(
                "--srv-host=_swarm._udp.test,one.test,7001,10,5", "--srv-host=_swarm._udp.test,six.test,7006,20,5");
        server.serve("10.0.0.1 one.test peers.test", "fd00::6 six.test peers.test");
        TestContext both = context(config(server, RecordType.AUTO, "peers.test."));
        TestContext four = context(config(server, RecordType.A, "peers.test."));
        TestContext six = context(config(server, RecordType.AAAA, "peers.test."));
        TestContext services = context(config(server, RecordType.AUTO, "_swarm._udp.test."));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(both.found).containsExactlyInAnyOrder(at("10.0.0.1", port), at("fd00::6", port));
            assertThat(four.found).containsExactly(at("10.0.0.1", port));
            assertThat(six.found).containsExactly(at("fd00::6", port));
            assertThat(services.inOrder).containsExactly(at("10.0.0.1", 7001), at("fd00::6", 7006));
        });

        server.serve("10.0.0.2 peers.test");
        await().atMost(SOON).untilAsserted(() -> assertThat(four.found).contains(at("10.0.0.2", port)));
        assertThat(four.status().peers()).contains(at("10.0.0.1", port));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(four.status().peers()).containsExactly(at("10.0.0.2", port)));
        assertThat(six.status().peers()).containsExactly(at("fd00::6", port));
    }

    @Test
    void aServerThatStopsCostsNobody() throws IOException, InterruptedException {
        Dnsmasq server = server();
        server.serve("127.0.0.11 peers.test", "127.0.0.12 peers.test");
        Swarm a = node("a", 11, config(server, RecordType.A, "peers.test."));
        Swarm b = node("b", 12, config(server, RecordType.A, "peers.test."));
        await().atMost(SOON).untilAsserted(() -> assertThat(List.of(a, b)).allMatch(node -> size(node) == 2));

        Swarm late = node("c", 13, null);
        server.serve("127.0.0.12 peers.test", "127.0.0.13 peers.test");
        await().atMost(SOON).untilAsserted(() -> assertThat(List.of(a, b, late)).allMatch(node -> size(node) == 3));

        server.stop();
        await().atMost(SOON).untilAsserted(() -> assertThat(state(a)).isEqualTo(State.FAILING));
        await().during(OUTAGE)
                .atMost(OUTAGE.plus(SOON))
                .until(() -> List.of(a, b, late).stream().allMatch(node -> size(node) == 3));

        server.restart();
        await().atMost(SOON).untilAsserted(() -> assertThat(state(a)).isEqualTo(State.OK));
        assertThat(List.of(a, b, late)).allMatch(node -> size(node) == 3);
    }

    private Dnsmasq server(String... options) throws IOException {
        Dnsmasq server = new Dnsmasq(folder, options);
        open.add(server);
        return server;
    }

    private DnsConfig config(Dnsmasq server, RecordType type, String name) {
        return new DnsConfig(
                List.of(name), type, port, Duration.ofMillis(100), List.of(new HostPort("127.0.0.1", server.port())));
    }

    private TestContext context(DnsConfig config) {
        TestContext context = TestContext.start("c", "n", 7000, new DnsStrategy(config));
        open.add(context);
        return context;
    }

    private Swarm node(String name, int last, @Nullable DnsConfig dns) {
        SwarmBuilder builder = Swarm.builder()
                .cluster("dns-" + port)
                .name(name)
                .bindAddress("127.0.0." + last)
                .port(port);
        Swarm node = (dns == null ? builder.hosts() : builder.dns(dns)).build();
        open.add(node);
        node.start();
        return node;
    }

    private static int size(Swarm node) {
        return node.topology().nodes().size();
    }

    private static State state(Swarm node) {
        return node.discovery().status().get(0).state();
    }

    private static NodeAddress at(String ip, int port) {
        return Objects.requireNonNull(AddressFamily.parse(ip, port));
    }
}
