package dev.swarm.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.config.RegistryConfig.Filter;
import dev.swarm.api.config.RegistryConfig.Limits;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.RegistryConfig.Restarts;
import dev.swarm.api.config.RegistryConfig.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the numbers of the registry may be, and which nodes own names. */
class RegistryConfigTest {

    private static final RegistryConfig USUAL = RegistryConfig.defaults();
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Something to be made, and with which words it is refused. */
    private record Refusal(String words, ThrowingCallable making) {

        @Override
        public String toString() {
            return words;
        }
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal("weight must be 1 to 1000, not 0", () -> USUAL.with(0, 16)),
                new Refusal("weight must be 1 to 1000, not 1001", () -> USUAL.with(1_001, 16)),
                new Refusal("partitions must be 16 to 65536, not 15", () -> USUAL.with(1, 15)),
                new Refusal("partitions must be 16 to 65536, not 65537", () -> USUAL.with(1, 65_537)),
                new Refusal("static-quorum-size must be 1 to 100, not 0", () -> Strategy.staticQuorum(0)),
                new Refusal("static-quorum-size must be 1 to 100, not 101", () -> Strategy.staticQuorum(101)),
                new Refusal("static-quorum-size must be 0 to 0, not 2", () -> new Strategy("ring", 2, MINUTE)),
                new Refusal("lease must be 500ms to 300s, not 499ms", () -> ring(Duration.ofMillis(499))),
                new Refusal("lease must be 500ms to 300s, not 301s", () -> ring(Duration.ofSeconds(301))),
                new Refusal("rebalance-concurrency must be 1 to 10000, not 0", () -> moves(0, MILLI, MINUTE, HOUR)),
                new Refusal("rebalance-concurrency must be", () -> moves(10_001, MILLI, MINUTE, HOUR)),
                new Refusal("rebalance-delay must be 0ms to 60s, not 61s", () -> moves(1, past(MINUTE), MINUTE, HOUR)),
                new Refusal("handoff-timeout must be 10ms to 3600s, not 9ms", () -> moves(1, MILLI, millis(9), HOUR)),
                new Refusal("handoff-timeout must be", () -> moves(1, MILLI, past(HOUR), HOUR)),
                new Refusal("drain-timeout must be 0ms to 3600s, not -1ms", () -> moves(1, MILLI, MINUTE, millis(-1))),
                new Refusal("drain-timeout must be", () -> moves(1, MILLI, MINUTE, past(HOUR))),
                new Refusal("max-restarts must be 0 to 1000000, not -1", () -> restarts(-1, MINUTE, MILLI, HOUR)),
                new Refusal("max-restarts must be", () -> restarts(1_000_001, MINUTE, MILLI, HOUR)),
                new Refusal("restart-window must be 1ms to 3600s, not 0ms", () -> restarts(1, millis(0), MILLI, HOUR)),
                new Refusal("restart-backoff must be 1ms to 60s, not 0ms", () -> restarts(1, MINUTE, millis(0), HOUR)),
                new Refusal("restart-backoff-max must be 2ms to", () -> restarts(1, MINUTE, millis(2), MILLI)),
                new Refusal("restart-backoff-max must be", () -> restarts(1, MINUTE, MILLI, past(HOUR))),
                new Refusal("mailbox-capacity must be 1 to 1000000, not 0", () -> limits(0, 0, 1_024, MILLI)),
                new Refusal("max-args-size must be 0 to 1048576, not -1", () -> limits(1, -1, 1_024, MILLI)),
                new Refusal("max-args-size must be", () -> limits(1, 1_048_577, 1_024, MILLI)),
                new Refusal("max-state-size must be 1024 to 67108864, not 1023", () -> limits(1, 0, 1_023, MILLI)),
                new Refusal("max-state-size must be", () -> limits(1, 0, 67_108_865, MILLI)),
                new Refusal("request-timeout must be 1ms to 3600s, not 0ms", () -> limits(1, 0, 1_024, millis(0))),
                new Refusal("stall-after must be 1s to 86400s, not 999ms", () -> stall(Duration.ofMillis(999))),
                new Refusal("stall-after must be", () -> stall(Duration.ofDays(2))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsOutOfItsBoundsIsRefusedByName(Refusal refusal) {
        assertThatThrownBy(refusal.making())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(refusal.words());
    }

    @Test
    void whatIsAtItsBoundsIsTaken() {
        assertThatCode(() -> {
                    USUAL.with(1, 16);
                    USUAL.with(1_000, 65_536);
                    Strategy.staticQuorum(1);
                    Strategy.staticQuorum(100);
                    ring(Duration.ofMillis(500));
                    ring(Duration.ofMinutes(5));
                    moves(1, Duration.ZERO, millis(10), Duration.ZERO);
                    moves(10_000, MINUTE, HOUR, HOUR);
                    restarts(0, MILLI, MILLI, MILLI);
                    restarts(1_000_000, HOUR, MINUTE, HOUR);
                    limits(1, 0, 1_024, MILLI);
                    limits(1_000_000, 1 << 20, 64 << 20, HOUR);
                    stall(Duration.ofSeconds(1));
                    stall(Duration.ofDays(1));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void theStartingValuesAreARingWithoutNodesToIncludeOrWeigh() {
        assertThat(USUAL.strategy()).isEqualTo(Strategy.ring());
        assertThat(USUAL.strategy().needsQuorum()).isFalse();
        assertThat(USUAL.weight()).isEqualTo(100);
        assertThat(USUAL.partitions()).isEqualTo(4_096);
        assertThat(USUAL.filter()).isEqualTo(new Filter(List.of(), Filter.USUAL_EXCLUDE));
    }

    @Test
    void onePartIsChangedAndTheOthersStay() {
        RegistryConfig changed =
                USUAL.with(Strategy.staticQuorum(3)).with(7, 64).with(filter(List.of("a"), List.of()));
        assertThat(changed.strategy()).isEqualTo(Strategy.staticQuorum(3));
        assertThat(changed.strategy().needsQuorum()).isTrue();
        assertThat(changed.weight()).isEqualTo(7);
        assertThat(changed.partitions()).isEqualTo(64);
        assertThat(changed.filter().include()).containsExactly("a");
        assertThat(changed.moves()).isEqualTo(USUAL.moves());
        assertThat(changed.restarts()).isEqualTo(USUAL.restarts());
        assertThat(changed.bounds()).isEqualTo(USUAL.bounds());
        assertThat(Strategy.own("mine").needsQuorum()).isFalse();
    }

    @Test
    void withoutPatternsEverybodyOwns() {
        assertThat(filter(List.of(), List.of()).admits("whoever")).isTrue();
    }

    @Test
    void aLiteralNameMeansThatNode() {
        Filter filter = filter(List.of("myapp-1@host"), List.of());
        assertThat(filter.admits("myapp-1@host")).isTrue();
        assertThat(filter.admits("myapp-1@hostess")).isFalse();
        assertThat(filter.admits("myapp-2@host")).isFalse();
    }

    @Test
    void aLiteralNameNeedNotMatchItselfAsAnExpression() {
        Filter filter = filter(List.of("node(1)"), List.of());
        assertThat(filter.admits("node(1)")).isTrue();
        assertThat(filter.admits("node(2)")).isFalse();
    }

    @Test
    void anExpressionMustMatchTheWholeName() {
        Filter filter = filter(List.of("^myapp-\\d@.*$"), List.of());
        assertThat(filter.admits("myapp-1@host")).isTrue();
        assertThat(filter.admits("other@host")).isFalse();
        assertThat(filter(List.of("app"), List.of()).admits("myapp")).isFalse();
    }

    @Test
    void whoeverIsExcludedDoesNotOwn() {
        Filter filter = filter(List.of(), List.of("client-.*", "other"));
        assertThat(filter.admits("client-7")).isFalse();
        assertThat(filter.admits("other")).isFalse();
        assertThat(filter.admits("server")).isTrue();
    }

    @Test
    void whoIsIncludedOwnsThoughExcluded() {
        Filter filter = filter(List.of("a"), List.of("a", "b"));
        assertThat(filter.admits("a")).isTrue();
        assertThat(filter.admits("b")).isFalse();
        assertThat(filter.admits("c")).as("with any to include, these alone").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"remsh-12@host", "app_upgrader_3", "app_maint_9"})
    void remoteShellsAndUpgradeHelpersDoNotOwnByDefault(String node) {
        assertThat(USUAL.filter().admits(node)).isFalse();
        assertThat(USUAL.filter().admits("x" + node.replace("_", ""))).isTrue();
    }

    @Test
    void aBadExpressionIsRefusedWithTheNameOfItsProperty() {
        assertThatThrownBy(() -> filter(List.of("a", "[b"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("include-nodes must hold names or regular expressions")
                .hasMessageContaining("'[b'");
        assertThatThrownBy(() -> filter(List.of(), List.of("*")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("exclude-nodes must hold names or regular expressions");
    }

    private static Filter filter(List<String> include, List<String> exclude) {
        return new Filter(include, exclude);
    }

    private static Strategy ring(Duration lease) {
        return new Strategy(Strategy.RING, 0, lease);
    }

    private static Moves moves(int concurrency, Duration delay, Duration handoff, Duration drain) {
        return new Moves(concurrency, delay, handoff, drain);
    }

    private static Restarts restarts(int max, Duration window, Duration backoff, Duration backoffMax) {
        return new Restarts(max, window, backoff, backoffMax);
    }

    private static Limits limits(int mailbox, int args, int state, Duration request) {
        return new Limits(mailbox, args, state, request, MINUTE);
    }

    private static Limits stall(Duration after) {
        return new Limits(1, 0, 1_024, MILLI, after);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Duration past(Duration bound) {
        return bound.plusSeconds(1);
    }
}
