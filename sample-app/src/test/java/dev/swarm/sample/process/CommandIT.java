package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.sample.process.Patrols.Patrol;
import dev.swarm.sample.process.SampleNode.Commander;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Five processes of which three are needed: who commands when a commander dies or stands still, while a job runs. */
class CommandIT {

    private static final String[] ALL = {"capitol", "central", "dispatch", "gotham", "metropolis"};
    private static final String[] SETTINGS = {"--swarm.topology.quorum-size=3", "--sample.patrol-interval=200ms"};

    private static final int KILLS = 3;
    private static final Duration TAKEOVER = Duration.ofSeconds(6);
    private static final Duration STANDSTILL = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void theNextMostSeniorCommandsSoonAfterAKillAndTheJobRunsOnce() {
        try (TestCluster cluster = TestCluster.of(CommandIT.class)) {
            List<SampleNode> nodes = startAll(cluster);
            List<SampleNode> everyLife = new ArrayList<>(nodes);
            List<Duration> times = new ArrayList<>();
            for (int round = 0; round < KILLS; round++) {
                Commander before = awaitMostSenior(nodes, 0);
                Patrols.awaitOne(PATIENCE, nodes, before.term());
                SampleNode killed = find(nodes, before.node());
                nodes.remove(killed);
                Instant start = Instant.now();
                killed.program().kill();
                awaitMostSenior(nodes, before.term());
                times.add(Duration.between(start, Instant.now()));

                SampleNode restarted = cluster.start(killed.name(), SETTINGS);
                restarted.awaitStarted();
                nodes.add(restarted);
                everyLife.add(restarted);
                TestCluster.awaitHealthy(nodes, PATIENCE, ALL);
            }
            Commander last = awaitMostSenior(nodes, 0);
            Patrols.awaitOne(PATIENCE, nodes, last.term());
            System.out.printf(
                    "kill -9 of the commander: the next one commands at all others after %s ms%n",
                    times.stream().map(Duration::toMillis).toList());
            times.sort(Comparator.naturalOrder());
            assertThat(times.get(KILLS / 2)).isLessThan(TAKEOVER);
            Patrols.assertOneAtATime(everyLife);
            assertThat(everyLife.stream()
                            .flatMap(node -> Patrols.of(node).stream())
                            .map(Patrol::term)
                            .distinct())
                    .hasSizeGreaterThan(KILLS);
        }
    }

    @Test
    void whoStoodStillNeverRunsTheJobUnderItsOldTerm() {
        try (TestCluster cluster = TestCluster.of(CommandIT.class)) {
            List<SampleNode> nodes = startAll(cluster);
            Commander before = awaitMostSenior(nodes, 0);
            Patrols.awaitOne(PATIENCE, nodes, before.term());
            SampleNode stopped = find(nodes, before.node());
            List<SampleNode> others = new ArrayList<>(nodes);
            others.remove(stopped);

            Instant stop = Instant.now();
            stopped.program().suspend();
            Commander meanwhile = awaitMostSenior(others, before.term());
            Patrols.awaitOne(PATIENCE, others, meanwhile.term());
            await().atMost(STANDSTILL.multipliedBy(2))
                    .until(() -> !Instant.now().isBefore(stop.plus(STANDSTILL)));
            Instant woken = Instant.now();
            stopped.program().resume();

            Commander after = awaitMostSenior(nodes, meanwhile.term());
            Patrols.awaitOne(PATIENCE, nodes, after.term());
            assertThat(after.node())
                    .as("the woken one is still the most senior")
                    .isEqualTo(before.node());
            assertThat(Patrols.between(List.of(stopped), woken, Instant.now()).map(Patrol::term))
                    .as("terms of the woken one")
                    .containsOnly(after.term());
            Patrols.assertOneAtATime(nodes);
        }
    }

    private static List<SampleNode> startAll(TestCluster cluster) {
        List<SampleNode> nodes = new ArrayList<>();
        for (String name : ALL) {
            nodes.add(cluster.start(name, SETTINGS));
        }
        nodes.forEach(SampleNode::awaitStarted);
        TestCluster.awaitHealthy(nodes, PATIENCE, ALL);
        return nodes;
    }

    private static SampleNode find(Collection<SampleNode> nodes, String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node " + name));
    }

    /** Waits until all of these nodes say that the one of them that started first commands, with a higher term. */
    private static Commander awaitMostSenior(Collection<SampleNode> nodes, long above) {
        SampleNode anybody = nodes.iterator().next();
        Map<String, Instant> started = anybody.startTimes();
        String senior = nodes.stream()
                .map(SampleNode::name)
                .min(Comparator.comparing((String name) -> started.get(name)).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        TestCluster.awaitThat(PATIENCE, () -> {
            Optional<Commander> first = anybody.commander();
            assertThat(first).as("commander as %s has it", anybody.name()).hasValueSatisfying(commander -> {
                assertThat(commander.node()).isEqualTo(senior);
                assertThat(commander.term()).isGreaterThan(above);
            });
            for (SampleNode node : nodes) {
                assertThat(node.commander())
                        .as("commander as %s has it", node.name())
                        .isEqualTo(first);
            }
        });
        return anybody.commander().orElseThrow();
    }
}
