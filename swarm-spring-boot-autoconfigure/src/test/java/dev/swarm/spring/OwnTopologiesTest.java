package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.Swarm;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Strategies of the user's own, by properties. */
class OwnTopologiesTest {

    private static final String TOPOLOGY = "swarm.discovery.topologies.mine.";

    private final ApplicationContextRunner alone = TestNodes.runner(TestNodes.newCluster(), "alone");

    @Test
    void aBeanIsNamedAndItsSettingsAreSetOnIt() {
        alone.withBean("cmdb", Settable.class)
                .withPropertyValues(
                        TOPOLOGY + "strategy=cmdb",
                        TOPOLOGY + "refresh-interval=7s",
                        TOPOLOGY + "ports[0]=7001",
                        TOPOLOGY + "ports[1]=7002")
                .run(context -> {
                    Settable bean = context.getBean(Settable.class);
                    assertThat(bean.refreshInterval).isEqualTo(Duration.ofSeconds(7));
                    assertThat(status(context.getBean(Swarm.class)).peers())
                            .containsExactly(NodeAddress.loopback(7001), NodeAddress.loopback(7002));
                });
    }

    @Test
    void aClassIsNamedAndMadeOfItsSettings() {
        alone.withPropertyValues(TOPOLOGY + "strategy=" + Made.class.getName(), TOPOLOGY + "port=7003")
                .run(context -> assertThat(status(context.getBean(Swarm.class)).peers())
                        .containsExactly(NodeAddress.loopback(7003)));
    }

    @Test
    void aClassNeedsNoSettings() {
        for (Class<?> type : List.of(Made.class, Settable.class)) {
            alone.withPropertyValues(TOPOLOGY + "strategy=" + type.getName())
                    .run(context -> assertThat(
                                    status(context.getBean(Swarm.class)).strategy())
                            .isEqualTo(type.getSimpleName()));
        }
    }

    @Test
    void severalAreThereAtOnceBesideTheOthers() {
        alone.withPropertyValues(
                        TOPOLOGY + "strategy=" + Made.class.getName(),
                        "swarm.discovery.topologies.other.strategy=" + Settable.class.getName())
                .run(context -> assertThat(
                                context.getBean(Swarm.class).discovery().status())
                        .extracting(DiscoveryStatus::topology)
                        .containsExactly("mine", "other", "static"));
    }

    @Test
    void replaceBeacons() {
        TestNodes.switchedOff()
                .withPropertyValues(TOPOLOGY + "strategy=" + Made.class.getName())
                .run(context -> assertThat(context.getBean(Swarm.class)
                                .config()
                                .discovery()
                                .gossip())
                        .isNull());
    }

    @Test
    void aSettingThatFitsNothingStopsTheStart() {
        for (String setting : List.of("prot=7003", "port=many")) {
            alone.withPropertyValues(TOPOLOGY + "strategy=" + Made.class.getName(), TOPOLOGY + setting)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .satisfies(failure -> assertThat(failure)
                                    .hasRootCauseInstanceOf(RuntimeException.class)
                                    .hasStackTraceContaining(BindException.class.getName())
                                    .hasStackTraceContaining("swarm.discovery.topologies")));
        }
    }

    private static DiscoveryStatus status(Swarm swarm) {
        return swarm.discovery().status().stream()
                .filter(status -> status.topology().equals("mine"))
                .findFirst()
                .orElseThrow();
    }

    /** Takes its settings by setters. */
    static final class Settable extends Reporting {
        private Duration refreshInterval = Duration.ZERO;
        private List<Integer> ports = new ArrayList<>();

        public void setRefreshInterval(Duration value) {
            refreshInterval = value;
        }

        public void setPorts(List<Integer> value) {
            ports = value;
        }

        @Override
        List<Integer> ports() {
            return ports;
        }
    }

    /** Takes its settings by its constructor. */
    static final class Made extends Reporting {
        private final int port;

        Made(@DefaultValue("7000") int port) {
            this.port = port;
        }

        @Override
        List<Integer> ports() {
            return List.of(port);
        }
    }

    private abstract static class Reporting implements DiscoveryStrategy {

        abstract List<Integer> ports();

        @Override
        public String name() {
            return getClass().getSimpleName();
        }

        @Override
        public void start(DiscoveryContext context, PeerSink sink) {
            sink.candidates(ports().stream().map(NodeAddress::loopback).toList());
        }

        @Override
        public void close() {}
    }
}
