package dev.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveryServiceTest {

    private static final NodeAddress SELF = NodeAddress.loopback(1);
    private static final NodeAddress PEER = NodeAddress.loopback(2);

    private final Set<NodeAddress> found = new ConcurrentSkipListSet<>();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void oneStrategyThatThrowsHurtsNoOther() {
        try (DiscoveryService service = service(
                new Topology("b", strategy((context, sink) -> sink.candidates(List.of(PEER, SELF)))),
                new Topology("a", strategy((context, sink) -> {
                    throw new IllegalStateException("on purpose");
                })))) {
            service.start();

            assertThat(found).containsExactly(PEER);
            assertThat(service.status()).extracting(DiscoveryStatus::topology).containsExactly("a", "b");
            assertThat(service.status().get(0).state()).isEqualTo(State.FAILING);
            assertThat(service.status().get(0).lastError()).contains("on purpose");
            assertThat(service.status().get(1).state()).isEqualTo(State.OK);
        }
        assertThat(closed).hasValue(2);
    }

    @Test
    void aTaskThatThrowsIsShownAndTheNextOneRuns() {
        AtomicInteger rounds = new AtomicInteger();
        try (DiscoveryService service = service(new Topology("a", strategy((context, sink) -> {
            context.schedule(Duration.ZERO, () -> {
                throw new IllegalStateException("on purpose");
            });
            context.schedule(Duration.ofMillis(20), rounds::incrementAndGet);
        })))) {
            service.start();

            await().untilAsserted(() -> assertThat(rounds).hasValue(1));
            assertThat(service.status().get(0).lastError()).contains("on purpose");
        }
    }

    @Test
    void afterTheEndNothingIsHeardAndNothingRuns() {
        AtomicInteger rounds = new AtomicInteger();
        Probe probe = new Probe();
        DiscoveryService service = service(new Topology("a", strategy((context, sink) -> {
            probe.sink = sink;
            context.schedule(Duration.ofMillis(50), rounds::incrementAndGet);
        })));
        service.start();
        service.close();

        probe.report(PEER);

        assertThat(found).isEmpty();
        assertThat(rounds).hasValue(0);
        assertThat(service.status().get(0).state()).isEqualTo(State.IDLE);
    }

    @Test
    void tooManyAddressesAreCutAndThatIsShown() {
        List<NodeAddress> many = IntStream.rangeClosed(1, PeerSink.MAX_CANDIDATES + 1)
                .mapToObj(i -> NodeAddress.of(new byte[] {10, 0, (byte) (i >> 8), (byte) i}, 1))
                .toList();
        try (DiscoveryService service =
                service(new Topology("a", strategy((context, sink) -> sink.candidates(many))))) {
            service.start();

            assertThat(found).hasSize(PeerSink.MAX_CANDIDATES);
            assertThat(service.status().get(0).lastError()).contains("1025");
        }
    }

    @Test
    void failuresKeepTheLastListAndASuccessClearsTheError() {
        try (DiscoveryService service = service(new Topology("a", strategy((context, sink) -> {
            sink.candidates(List.of(PEER));
            sink.rejected(Rejection.FOREIGN_CLUSTER);
            sink.failed("name server away");
        })))) {
            service.start();

            DiscoveryStatus status = service.status().get(0);
            assertThat(status.state()).isEqualTo(State.FAILING);
            assertThat(status.peers()).containsExactly(PEER);
            assertThat(status.lastError()).isEqualTo("name server away");
            assertThat(status.lastSuccess()).isNotNull();
            assertThat(status.rejected()).isEqualTo(1);
        }
    }

    private DiscoveryService service(Topology... topologies) {
        NodeIdentity identity = new NodeIdentity("c", NodeId.of("n"), SELF, SELF);
        return new DiscoveryService(identity, List.of(topologies), found::addAll);
    }

    private DiscoveryStrategy strategy(BiConsumer<DiscoveryContext, PeerSink> start) {
        return new DiscoveryStrategy() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void start(DiscoveryContext context, PeerSink sink) {
                start.accept(context, sink);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    /** Keeps the sink of a strategy beyond its end. */
    private static final class Probe {

        private PeerSink sink = new PeerSink() {
            @Override
            public void candidates(Collection<NodeAddress> addresses) {}

            @Override
            public void failed(String reason) {}

            @Override
            public void warn(String reason) {}

            @Override
            public void rejected(Rejection reason) {}
        };

        void report(NodeAddress address) {
            sink.candidates(List.of(address));
            sink.failed("late");
        }
    }
}
