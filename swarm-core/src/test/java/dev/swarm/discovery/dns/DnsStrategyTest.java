package dev.swarm.discovery.dns;

import static dev.swarm.discovery.dns.StubNameServer.A;
import static dev.swarm.discovery.dns.StubNameServer.AAAA;
import static dev.swarm.discovery.dns.StubNameServer.SERVER_FAILURE;
import static dev.swarm.discovery.dns.StubNameServer.SRV;
import static dev.swarm.discovery.dns.StubNameServer.address;
import static dev.swarm.discovery.dns.StubNameServer.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.config.DnsConfig.RecordType;
import dev.swarm.api.config.HostPort;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import dev.swarm.discovery.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of all kinds, from a name server that gives them as the test says. */
class DnsStrategyTest {

    private static final int PORT = 7946;
    private static final NodeAddress ONE = NodeAddress.of(address(10, 0, 0, 1), PORT);
    private static final NodeAddress TWO = NodeAddress.of(address(10, 0, 0, 2), PORT);
    private static final byte[] SIX = address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6);

    private final List<AutoCloseable> open = new ArrayList<>();
    private StubNameServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new StubNameServer();
        open.add(server);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void r7BothFamiliesAreFoundAnAddedRecordIsFoundTooAndAFailureKeepsThem() {
        server.answer("swarm.test.", A, address(10, 0, 0, 1), address(10, 0, 0, 2));
        server.answer("swarm.test.", AAAA, SIX);
        TestContext node = start(RecordType.AUTO, "swarm.test.");
        NodeAddress six = NodeAddress.of(SIX, PORT);
        await().untilAsserted(() -> assertThat(node.found).containsExactlyInAnyOrder(ONE, TWO, six));

        NodeAddress three = NodeAddress.of(address(10, 0, 0, 3), PORT);
        server.answer("swarm.test.", A, address(10, 0, 0, 3), address(10, 0, 0, 2), address(10, 0, 0, 1));
        await().untilAsserted(() -> assertThat(node.found).contains(three));

        server.fail("swarm.test.", A, SERVER_FAILURE);
        server.fail("swarm.test.", AAAA, SERVER_FAILURE);
        await().untilAsserted(() -> assertThat(node.status().state()).isEqualTo(State.FAILING));
        assertThat(node.status().lastError()).contains("'swarm.test.'").contains("ServFail");
        assertThat(node.status().peers()).containsExactlyInAnyOrder(ONE, TWO, three, six);

        server.answer("swarm.test.", A, address(10, 0, 0, 1));
        await().untilAsserted(() -> assertThat(node.status().state()).isEqualTo(State.OK));
        assertThat(node.status().lastError()).isNull();
    }

    @Test
    void onlyTheTypeThatIsWantedIsAskedFor() {
        server.answer("swarm.test.", A, address(10, 0, 0, 1));
        server.answer("swarm.test.", AAAA, SIX);
        TestContext four = start(RecordType.A, "swarm.test.");
        TestContext six = start(RecordType.AAAA, "swarm.test.");

        await().untilAsserted(() -> assertThat(four.found).containsExactly(ONE));
        await().untilAsserted(() -> assertThat(six.found).containsExactly(NodeAddress.of(SIX, PORT)));
    }

    @Test
    void aServiceGivesPortsAndAnOrderAndItsTargetsMayBeOfBothFamilies() {
        server.answer(
                "_swarm._udp.test.",
                SRV,
                service(20, 0, 7003, "c.test"),
                service(10, 5, 7002, "b.test"),
                service(10, 9, 7001, "a.test"),
                service(10, 9, 7004, "."));
        server.answer("a.test.", A, address(10, 0, 0, 1));
        server.answer("b.test.", A, address(10, 0, 0, 2));
        server.answer("c.test.", AAAA, SIX);
        TestContext node = start(RecordType.AUTO, "_swarm._udp.test.");

        await().untilAsserted(() -> assertThat(node.inOrder)
                .containsExactly(
                        NodeAddress.of(address(10, 0, 0, 1), 7001),
                        NodeAddress.of(address(10, 0, 0, 2), 7002),
                        NodeAddress.of(SIX, 7003)));
        assertThat(server.count("a.test.", AAAA)).isZero();
    }

    @Test
    void aTargetThatCannotBeResolvedKeepsItsAddressAndIsTold() {
        server.answer("_s._udp.test.", SRV, service(1, 1, 7001, "a.test"), service(1, 1, 7002, "b.test"));
        server.answer("a.test.", A, address(10, 0, 0, 1));
        server.answer("b.test.", A, address(10, 0, 0, 2));
        TestContext node = start(RecordType.SRV, "_s._udp.test.");
        await().untilAsserted(() -> assertThat(node.status().peers()).hasSize(2));

        server.fail("b.test.", A, SERVER_FAILURE);
        await().untilAsserted(() -> assertThat(node.status().lastError()).contains("target b.test."));
        assertThat(node.status().peers()).hasSize(2);
    }

    @Test
    void anAnswerThatDoesNotFitADatagramIsFetchedByStream() {
        byte[][] many = new byte[200][];
        for (int i = 0; i < many.length; i++) {
            many[i] = address(10, 1, 0, i);
        }
        server.answerByStream("swarm.test.", A, many);
        TestContext node = start(RecordType.A, "swarm.test.");

        await().untilAsserted(() -> assertThat(node.found).hasSize(200));
    }

    @Test
    void aRandomPartAtATimeAddsUpToAll() {
        server.answer("swarm.test.", A, address(10, 0, 0, 1));
        TestContext node = start(RecordType.A, "swarm.test.");
        await().untilAsserted(() -> assertThat(node.status().peers()).containsExactly(ONE));

        server.answer("swarm.test.", A, address(10, 0, 0, 2));
        await().untilAsserted(() -> assertThat(node.status().peers()).containsExactly(ONE, TWO));
    }

    @Test
    void aServerThatIsSilentFailsTheLookUpAndKeepsTheRest() {
        server.answer("swarm.test.", A, address(10, 0, 0, 1));
        TestContext node = start(RecordType.A, "swarm.test.");
        await().untilAsserted(() -> assertThat(node.found).containsExactly(ONE));

        server.ignore("swarm.test.", A);
        await().untilAsserted(() -> assertThat(node.status().lastError()).contains("no server answered in time"));
        assertThat(node.status().peers()).containsExactly(ONE);
    }

    @Test
    void anEmptyAnswerIsToldAndTakesNothingAway() {
        server.answer("swarm.test.", A, address(10, 0, 0, 1));
        TestContext node = start(RecordType.A, "swarm.test.");
        await().untilAsserted(() -> assertThat(node.found).containsExactly(ONE));

        server.answer("swarm.test.", A);
        await().untilAsserted(() -> assertThat(node.status().lastError()).contains("there are no A records"));
        assertThat(node.status().peers()).containsExactly(ONE);
    }

    @Test
    void ofTwoNamesTheBadOneHurtsNotTheGoodOne() {
        server.answer("good.test.", A, address(10, 0, 0, 1));
        TestContext node = start(RecordType.A, "bad.test.", "good.test.");

        await().untilAsserted(() -> {
            assertThat(node.status().state()).isEqualTo(State.OK);
            assertThat(node.status().lastError()).contains("'bad.test.'");
            assertThat(node.found).containsExactly(ONE);
        });
    }

    @Test
    void recordsOfAnOddSizeArePassedOver() {
        server.answer("swarm.test.", A, address(10, 0), address(10, 0, 0, 1), new byte[0]);
        server.answer(
                "_s._udp.test.", SRV, new byte[3], service(1, 1, 7001, "a.test"), new byte[] {0, 1, 0, 1, 0, 1, 77});
        server.answer("a.test.", A, address(10, 0, 0, 2));
        TestContext node = start(RecordType.A, "swarm.test.");
        TestContext services = start(RecordType.SRV, "_s._udp.test.");

        await().untilAsserted(() -> assertThat(node.found).containsExactly(ONE));
        await().untilAsserted(
                        () -> assertThat(services.found).containsExactly(NodeAddress.of(address(10, 0, 0, 2), 7001)));
    }

    @Test
    void nothingIsAskedAfterTheEnd() {
        server.answer("swarm.test.", A, address(10, 0, 0, 1));
        TestContext node = start(RecordType.A, "swarm.test.");
        await().untilAsserted(() -> assertThat(node.found).containsExactly(ONE));
        node.close();

        long asked = server.count("swarm.test.", A);
        await().during(Duration.ofMillis(300)).until(() -> server.count("swarm.test.", A) <= asked + 1);
    }

    private TestContext start(RecordType type, String... names) {
        DnsConfig config = new DnsConfig(
                List.of(names), type, PORT, Duration.ofMillis(100), List.of(new HostPort("127.0.0.1", server.port())));
        TestContext context = TestContext.start("c", "n", 7000, new DnsStrategy(config, Duration.ofMillis(300)));
        open.add(context);
        return context;
    }
}
