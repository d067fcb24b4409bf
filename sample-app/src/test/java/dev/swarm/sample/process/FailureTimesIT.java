package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How soon four nodes know of what happened to a fifth, by the times at which they wrote it into their logs, with the
 * figures for a LAN.
 */
class FailureTimesIT {

    private static final String[] ALL = {"capitol", "central", "dispatch", "gotham", "metropolis"};

    private static final int KILLS = 10;
    private static final Duration KILLED = Duration.ofSeconds(1);

    private static final int STOPS = 3;
    private static final Duration STOPPED = Duration.ofSeconds(7);
    private static final int SHORT_STOPS = 1;
    private static final Duration SHORT_STOP = Duration.ofSeconds(2);

    private static final Duration JOIN = Duration.ofSeconds(20);
    /** An unlucky round may take as long as a doubt that nobody confirms; the median may not. */
    private static final Duration ROUND = Duration.ofSeconds(30);
    /** Neighbours look once a second whether they are connected. */
    private static final Duration CALM = Duration.ofMillis(1_500);

    @Test
    void killedNodeIsDownEverywhereWithinASecond() {
        try (TestCluster cluster = TestCluster.of(FailureTimesIT.class)) {
            List<SampleNode> nodes = cluster.startAll(ALL);
            List<Duration> times = new ArrayList<>();
            for (int round = 0; round < KILLS; round++) {
                int victim = round % nodes.size();
                awaitCalm(nodes);
                SampleNode killed = nodes.remove(victim);
                Instant start = now();
                killed.program().kill();
                times.add(awaitKnown(nodes, killed.name() + " is down", start));

                SampleNode restarted = cluster.start(killed.name());
                restarted.awaitStarted();
                nodes.add(victim, restarted);
            }
            print("kill -9", times);
            assertThat(median(times)).isLessThan(KILLED);
        }
    }

    @Test
    void stoppedNodeIsDownInTimeAndAShortStopCostsNothing() {
        try (TestCluster cluster = TestCluster.of(FailureTimesIT.class)) {
            List<SampleNode> nodes = cluster.startAll(ALL);
            awaitCalm(nodes);
            for (SampleNode each : nodes.subList(0, SHORT_STOPS)) {
                standStill(each, SHORT_STOP);
                awaitCalm(nodes);
            }
            for (SampleNode each : nodes) {
                assertThat(each.program().count(line -> line.endsWith(" is down")))
                        .as("members that %s gave up because of a stop of %s", each.name(), SHORT_STOP)
                        .isZero();
            }

            List<Duration> times = new ArrayList<>();
            for (int round = 0; round < STOPS; round++) {
                SampleNode stopped = nodes.remove(0);
                Instant start = now();
                stopped.program().suspend();
                times.add(awaitKnown(nodes, stopped.name() + " is down", start));
                stopped.program().resume();
                nodes.add(stopped);
                awaitCalm(nodes);
                assertThat(stopped.program().count(line -> line.endsWith(" is down")))
                        .as("members that %s gave up, beside those that were stopped before it", stopped.name())
                        .isEqualTo(round);
            }
            print("SIGSTOP", times);
            assertThat(median(times)).isLessThan(STOPPED);
        }
    }

    private static void standStill(SampleNode node, Duration time) {
        node.program().suspend();
        Instant end = Instant.now().plus(time);
        await().atMost(time.multipliedBy(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !Instant.now().isBefore(end));
        node.program().resume();
    }

    /** Waits until each has seen all others healthy for a while. */
    private static void awaitCalm(List<SampleNode> nodes) {
        await().atMost(JOIN).during(CALM).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            for (SampleNode node : nodes) {
                assertThat(node.members())
                        .as("members as %s sees them", node.name())
                        .extracting(row -> row.name() + " " + row.status())
                        .containsExactly(List.of(ALL).stream()
                                .map(each -> each + " healthy")
                                .toArray(String[]::new));
            }
        });
    }

    /** Waits until all observers have written something; returns how long after the start the last one did. */
    private static Duration awaitKnown(List<SampleNode> observers, String message, Instant start) {
        TestCluster.awaitThat(ROUND, () -> {
            for (SampleNode observer : observers) {
                assertThat(observer.loggedAt(message, start))
                        .as(observer.name())
                        .isPresent();
            }
        });
        return observers.stream()
                .map(observer -> Duration.between(
                        start, observer.loggedAt(message, start).orElseThrow()))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    /** Log lines have milliseconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Duration median(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        int upper = sorted.size() / 2;
        int lower = (sorted.size() - 1) / 2;
        return sorted.get(lower).plus(sorted.get(upper)).dividedBy(2);
    }

    private static void print(String what, List<Duration> times) {
        System.out.printf(
                "%s: down at all others after %s ms, median %d ms%n",
                what,
                times.stream().map(Duration::toMillis).toList(),
                median(times).toMillis());
    }
}
