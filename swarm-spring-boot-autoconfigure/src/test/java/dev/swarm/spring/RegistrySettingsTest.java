package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.Swarm;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Filter;
import dev.swarm.api.config.RegistryConfig.Limits;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.RegistryConfig.Restarts;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.api.registry.Placement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What properties and beans make of the registry. */
class RegistrySettingsTest {

    private final ApplicationContextRunner off = TestNodes.switchedOff();

    @Test
    void startsWithTheNumbersOfTheCore() {
        assertThat(config()).isEqualTo(RegistryConfig.defaults());
    }

    @Test
    void tellsTheNodeEverything() {
        assertThat(config(
                        "swarm.registry.strategy=static-quorum",
                        "swarm.registry.static-quorum-size=3",
                        "swarm.registry.lease=2s",
                        "swarm.registry.include-nodes=gotham,^metro.*$",
                        "swarm.registry.exclude-nodes=^dispatch@.*$",
                        "swarm.registry.weight=50",
                        "swarm.registry.partitions=256",
                        "swarm.registry.rebalance-concurrency=8",
                        "swarm.registry.rebalance-delay=100",
                        "swarm.registry.handoff-timeout=1s",
                        "swarm.registry.drain-timeout=20s",
                        "swarm.registry.max-restarts=3",
                        "swarm.registry.restart-window=5s",
                        "swarm.registry.restart-backoff=10",
                        "swarm.registry.restart-backoff-max=1s",
                        "swarm.registry.mailbox-capacity=100",
                        "swarm.registry.max-args-size=1KB",
                        "swarm.registry.max-state-size=1MB",
                        "swarm.registry.request-timeout=300",
                        "swarm.registry.stall-after=10s"))
                .isEqualTo(new RegistryConfig(
                        new Strategy("static-quorum", 3, Duration.ofSeconds(2)),
                        new Filter(List.of("gotham", "^metro.*$"), List.of("^dispatch@.*$")),
                        50,
                        256,
                        new Moves(8, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(20)),
                        new Restarts(3, Duration.ofSeconds(5), Duration.ofMillis(10), Duration.ofSeconds(1)),
                        new Limits(100, 1024, 1 << 20, Duration.ofMillis(300), Duration.ofSeconds(10))));
    }

    @Test
    void theQuorumIsTwoUnlessItIsSetAndMindedWhereItIsAskedFor() {
        assertThat(config("swarm.registry.strategy=static-quorum").strategy().quorumSize())
                .isEqualTo(2);
        assertThat(config("swarm.registry.static-quorum-size=3").strategy().quorumSize())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"least-loaded", "pinned"})
    void placementsOfTheCoreNeedNoBean(String name) {
        assertThat(config("swarm.registry.strategy=" + name).strategy().name()).isEqualTo(name);
    }

    @Test
    void aPlacementIsABeanByItsName() {
        Placement first = question -> question.nodes().get(0).node();
        off.withBean("firstByName", Placement.class, () -> first)
                .withPropertyValues("swarm.registry.strategy=firstByName")
                .run(context -> assertThat(context.getBean(Swarm.class)
                                .config()
                                .registry()
                                .numbers()
                                .strategy())
                        .isEqualTo(new Strategy("firstByName", 0, Duration.ofSeconds(3))));
    }

    @Test
    void anUnknownStrategyIsToldWhichThereAre() {
        off.withPropertyValues("swarm.registry.strategy=sharded")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("swarm.registry.strategy must be ring, static-quorum, least-loaded,"
                                + " pinned or the name of a bean that"
                                + " implements dev.swarm.api.registry.Placement (there is none),"
                                + " not 'sharded'"));
        off.withBean("one", Placement.class, Placement::pinned)
                .withBean("two", Placement.class, Placement::ring)
                .withBean("text", String.class, () -> "text")
                .withPropertyValues("swarm.registry.strategy=text")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("(there are: one, two), not 'text'"));
    }

    @Test
    void aSizeThatIsNoNumberIsToldByItsProperty() {
        off.withPropertyValues("swarm.registry.static-quorum-size=abc")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                "Failed to bind properties under 'swarm.registry.static-quorum-size' to int"));
    }

    private RegistryConfig config(String... properties) {
        RegistryConfig[] config = new RegistryConfig[1];
        off.withPropertyValues(properties)
                .run(context -> config[0] =
                        context.getBean(Swarm.class).config().registry().numbers());
        return config[0];
    }
}
