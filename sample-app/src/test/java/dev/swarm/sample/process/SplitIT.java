package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.sample.process.SampleNode.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Five processes in two networks, three and two of them, that lose each other: only the three command. */
class SplitIT {

    private static final Map<String, String> THREE =
            new TreeMap<>(Map.of("capitol", "10.77.0.1", "central", "10.77.0.2", "dispatch", "10.77.0.3"));
    private static final Map<String, String> TWO =
            new TreeMap<>(Map.of("gotham", "10.77.0.11", "metropolis", "10.77.0.12"));

    private static final Pattern COMMANDS = Pattern.compile("(\\S+) commands, term (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void onlyTheThreeCommandWhileTheTwoAreCutOff() {
        SplitNetwork.assumePossible();
        try (SplitNetwork network = new SplitNetwork(List.copyOf(THREE.values()), List.copyOf(TWO.values()));
                TestCluster cluster = TestCluster.of(SplitIT.class)) {
            List<SampleNode> two = new ArrayList<>();
            List<SampleNode> three = new ArrayList<>();
            startAll(cluster, network, two, three);
            List<SampleNode> all = new ArrayList<>(two);
            all.addAll(three);
            Elected first = awaitElected(all, Instant.EPOCH, List.of("gotham"), 0);

            Instant cut = Instant.now();
            network.cut();
            Elected meanwhile = awaitElected(three, cut, THREE.keySet(), first.term());
            Patrols.awaitOne(PATIENCE, three, meanwhile.term());
            for (SampleNode node : two) {
                node.program()
                        .awaitLine("loss of the quorum", PATIENCE, line -> line.endsWith(" misses the quorum: 2 of 3"));
            }

            Instant heal = Instant.now();
            network.heal();
            Elected last = awaitElected(all, heal, List.of("gotham"), meanwhile.term());
            Patrols.awaitOne(PATIENCE, all, last.term());

            assertThat(Patrols.between(two, meanwhile.time(), heal))
                    .as("patrols of the two while the three command")
                    .isEmpty();
            for (SampleNode node : two) {
                assertThat(elections(node))
                        .as("elections that %s knows of from the cut to the healing", node.name())
                        .noneMatch(elected ->
                                elected.time().isAfter(cut) && elected.time().isBefore(heal));
                assertThat(node.log()).extracting(Logged::message).contains(node.name() + " misses the quorum: 2 of 3");
            }
            Patrols.assertOneAtATime(all);
        }
    }

    /**
     * An election as one node wrote it down.
     *
     * @param time when it did
     * @param node who commands
     * @param term under which number
     */
    private record Elected(Instant time, String node, long term) {}

    /** The most senior is one of the two, so that the command must move. */
    private static void startAll(
            TestCluster cluster, SplitNetwork network, List<SampleNode> two, List<SampleNode> three) {
        SampleNode senior = start(cluster, network.right(), "gotham");
        senior.awaitStarted();
        two.add(senior);
        two.add(start(cluster, network.right(), "metropolis"));
        THREE.keySet().forEach(name -> three.add(start(cluster, network.left(), name)));
        two.forEach(SampleNode::awaitStarted);
        three.forEach(SampleNode::awaitStarted);
    }

    private static SampleNode start(TestCluster cluster, List<String> place, String name) {
        List<String> hosts = new ArrayList<>(THREE.values());
        hosts.addAll(TWO.values());
        return cluster.startWithin(
                place,
                name,
                "--swarm.bind-address=" + (THREE.containsKey(name) ? THREE.get(name) : TWO.get(name)),
                "--swarm.port=7946",
                "--swarm.secret=" + SplitIT.class.getName(),
                "--swarm.discovery.static.hosts=" + String.join(",", hosts),
                "--swarm.topology.quorum-size=3",
                "--sample.patrol-interval=200ms");
    }

    /** Waits until all observers have written down the same election of one of some nodes, after a moment. */
    private static Elected awaitElected(
            Collection<SampleNode> observers, Instant after, Collection<String> candidates, long above) {
        List<Elected> found = new ArrayList<>();
        TestCluster.awaitThat(PATIENCE, () -> {
            found.clear();
            for (SampleNode observer : observers) {
                Optional<Elected> latest = elections(observer).stream()
                        .filter(elected -> elected.time().isAfter(after) && elected.term() > above)
                        .reduce((one, other) -> other);
                assertThat(latest)
                        .as("election as %s knows it", observer.name())
                        .isPresent();
                assertThat(latest.orElseThrow().node()).isIn(candidates);
                found.add(latest.orElseThrow());
            }
            assertThat(found.stream().map(Elected::term).distinct()).hasSize(1);
        });
        return found.stream()
                .min((one, other) -> one.time().compareTo(other.time()))
                .orElseThrow();
    }

    private static List<Elected> elections(SampleNode node) {
        List<Elected> elections = new ArrayList<>();
        for (Logged line : node.log()) {
            Matcher matcher = COMMANDS.matcher(line.message());
            if (matcher.matches()) {
                elections.add(new Elected(line.time(), matcher.group(1), Long.parseLong(matcher.group(2))));
            }
        }
        return elections;
    }
}
