package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the logs tell of the job that the whole cluster runs once: who began a patrol when, under which term. */
final class Patrols {

    private static final String STARTS = "patrol starts, term ";

    private Patrols() {}

    /**
     * One run of the job.
     *
     * @param time when it began
     * @param node where
     * @param term under which command
     */
    record Patrol(Instant time, String node, long term) {}

    /** Returns the patrols of one node, in order. */
    static List<Patrol> of(SampleNode node) {
        return node.log().stream()
                .filter(line -> line.message().startsWith(STARTS))
                .map(line -> new Patrol(
                        line.time(), node.name(), Long.parseLong(line.message().substring(STARTS.length()))))
                .toList();
    }

    /** Waits until one of some nodes has begun a patrol under a term. */
    static void awaitOne(Duration patience, Collection<SampleNode> nodes, long term) {
        TestCluster.awaitThat(
                patience,
                () -> assertThat(nodes.stream()
                                .flatMap(node -> of(node).stream())
                                .map(Patrol::term))
                        .contains(term));
    }

    /** Checks that no patrol began under a lower term than one before it, anywhere, and each term was one node's. */
    static void assertOneAtATime(Collection<SampleNode> nodes) {
        List<Patrol> all = nodes.stream()
                .flatMap(node -> of(node).stream())
                .sorted(Comparator.comparing(Patrol::time).thenComparing(Patrol::term))
                .toList();
        long highest = 0;
        Map<Long, String> holders = new HashMap<>();
        for (Patrol patrol : all) {
            assertThat(patrol.term()).as("term of %s in %s", patrol, all).isGreaterThanOrEqualTo(highest);
            highest = patrol.term();
            assertThat(holders.merge(patrol.term(), patrol.node(), (before, now) -> before))
                    .as("holder of term %d", patrol.term())
                    .isEqualTo(patrol.node());
        }
    }

    /** Returns the patrols of some nodes that began in a time, both ends included. */
    static Stream<Patrol> between(Collection<SampleNode> nodes, Instant from, Instant to) {
        return nodes.stream()
                .flatMap(node -> of(node).stream())
                .filter(patrol ->
                        !patrol.time().isBefore(from) && !patrol.time().isAfter(to));
    }
}
