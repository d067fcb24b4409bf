package dev.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.HostPort;
import dev.swarm.api.config.StaticConfig;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaticStrategyTest {

    private final Map<String, InetAddress[]> names = new ConcurrentHashMap<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private @Nullable TestContext context;

    @AfterEach
    void close() {
        hanging.countDown();
        if (context != null) {
            context.close();
        }
    }

    @Test
    void addressesAndAllAddressesOfANameAreFoundAndTheOwnOneIsNot() throws UnknownHostException {
        names.put("many", addresses("10.0.0.1", "10.0.0.2", "2001:db8::1"));

        TestContext started = start("many:1", "127.0.0.1:7000", "[::1]:2", "10.9.9.9");

        await().untilAsserted(() -> assertThat(started.found)
                .containsExactlyInAnyOrder(
                        node("10.0.0.1", 1),
                        node("10.0.0.2", 1),
                        node("2001:db8::1", 1),
                        node("::1", 2),
                        node("10.9.9.9", 7946)));
        assertThat(started.status().state()).isEqualTo(State.OK);
        assertThat(started.status().peers()).hasSize(5);
        assertThat(started.status().lastSuccess()).isNotNull();
    }

    @Test
    void aBadNameHurtsNoOtherAndIsFoundOnceItIsThere() throws UnknownHostException {
        TestContext started = start("bad:1", "10.0.0.1:1");

        await().untilAsserted(() -> {
            assertThat(started.found).containsExactly(node("10.0.0.1", 1));
            assertThat(started.status().state()).isEqualTo(State.OK);
            assertThat(started.status().lastError()).contains("'bad'");
        });

        names.put("bad", addresses("10.0.0.2"));
        await().untilAsserted(() -> {
            assertThat(started.found).contains(node("10.0.0.2", 1));
            assertThat(started.status().lastError()).isNull();
        });
    }

    @Test
    void aNameThatHangsDelaysNoOther() {
        TestContext started = start("hang:1", "10.0.0.1:1");

        await().untilAsserted(() -> assertThat(started.found).containsExactly(node("10.0.0.1", 1)));
    }

    @Test
    void withoutAnyGoodNameTheTopologyFailsAndKeepsTrying() throws UnknownHostException {
        TestContext started = start("bad:1");
        await().untilAsserted(() -> assertThat(started.status().state()).isEqualTo(State.FAILING));

        names.put("bad", addresses("10.0.0.2"));

        await().untilAsserted(() -> assertThat(started.status().state()).isEqualTo(State.OK));
    }

    @Test
    void aNameThatCannotBeResolvedAnyMoreKeepsItsAddresses() throws UnknownHostException {
        names.put("name", addresses("10.0.0.1"));
        TestContext started = start("name:1", "10.0.0.2:2");
        await().untilAsserted(() -> assertThat(started.status().peers()).hasSize(2));

        names.remove("name");

        await().untilAsserted(() -> assertThat(started.status().lastError()).contains("'name'"));
        assertThat(started.status().peers()).hasSize(2);
    }

    @Test
    void aChangedAnswerAddsTheNewAddress() throws UnknownHostException {
        names.put("name", addresses("10.0.0.1"));
        TestContext started = start("name:1");
        await().untilAsserted(() -> assertThat(started.found).hasSize(1));

        names.put("name", addresses("10.0.0.1", "10.0.0.3"));

        await().untilAsserted(() -> assertThat(started.found).contains(node("10.0.0.3", 1)));
    }

    @Test
    void anEmptyListIdles() {
        TestContext started = start();

        assertThat(started.status().state()).isEqualTo(State.IDLE);
        assertThat(started.found).isEmpty();
    }

    private TestContext start(String... hosts) {
        List<HostPort> parsed = Stream.of(hosts)
                .map(host -> HostPort.parse(host, StaticConfig.DEFAULT_PORT))
                .toList();
        StaticConfig config = new StaticConfig(parsed, Duration.ofMillis(100));
        TestContext started = TestContext.start("c", "n", 7000, new StaticStrategy(config, this::resolve));
        context = started;
        return started;
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.equals("hang")) {
            hang();
        }
        if (host.chars().allMatch(Character::isLetter)) {
            InetAddress[] known = names.get(host);
            if (known == null) {
                throw new UnknownHostException(host);
            }
            return known;
        }
        return InetAddress.getAllByName(host);
    }

    private void hang() throws UnknownHostException {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    private static InetAddress[] addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    private static NodeAddress node(String ip, int port) {
        try {
            return NodeAddress.of(InetAddress.getByName(ip).getAddress(), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(ip, e);
        }
    }
}
