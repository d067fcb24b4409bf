package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.SendOutcome;
import dev.swarm.engine.comms.Reply;
import dev.swarm.sim.SimSettings.Measuring;
import java.time.Duration;

/** Messages on whole engines: the monitor notices, and messages find another way. */
class RelaySimTest {

    private static final Duration PROBE_ROUND = Duration.ofSeconds(1);
    private static final Duration DETECTION = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @SimTest(seeds = 20)
    void requestsGoThroughARelayWithinAProbeRoundAfterDetectionAndDirectlyAfterHealing(long seed) {
        SimCluster cluster =
                SimCluster.of(seed, SimSettings.of(3).with(Measuring.USUAL).with(new SimSettings.Watch(1, 1_000)));
        cluster.startAllAndConverge(Duration.ofSeconds(30));
        SimNode a = cluster.node(0);
        SimNode b = cluster.node(1);
        SimNode c = cluster.node(2);
        cluster.runUntil("direct links", () -> isDirect(a, b) && isDirect(a, c) && isDirect(b, c), DETECTION);
        cluster.runFor(DETECTION);

        cluster.network().rules().cutOneWay(a.address(), b.address());
        cluster.runUntil("detection", () -> quality(a, b) == LinkQuality.DISCONNECTED, DETECTION);
        cluster.runFor(PROBE_ROUND);

        assertThat(ask(a, b, "over")).isEqualTo(SendOutcome.SENT);
        cluster.runUntil("an answer", () -> isAnswered(a, "over"), PROBE_ROUND);
        assertThat(b.running().mail().seen).containsExactly(a.id() + " " + c.id() + " over");
        assertThat(b.running().mail().seen).hasSize(1);

        cluster.heal();
        cluster.runUntil("direct again", () -> isDirect(a, b) && isDirect(b, a), Duration.ofSeconds(20));
        assertThat(ask(a, b, "again")).isEqualTo(SendOutcome.SENT);
        cluster.runUntil("an answer", () -> isAnswered(a, "again"), TIMEOUT);
        assertThat(b.running().mail().seen).endsWith(a.id() + " - again");
    }

    private static SendOutcome ask(SimNode from, SimNode to, String text) {
        SimProcess process = from.running();
        long until = process.clock().now().nanos() + TIMEOUT.toNanos();
        SendOutcome outcome = process.mail().ask(to.id(), text, until);
        process.step(SimStepKind.COMMAND, 0, process.engine()::onPost);
        return outcome;
    }

    private static boolean isAnswered(SimNode node, String text) {
        return node.running().mail().replies.get(text) instanceof Reply.Answered;
    }

    private static LinkQuality quality(SimNode from, SimNode to) {
        return from.running().mail().post().quality(to.id());
    }

    private static boolean isDirect(SimNode from, SimNode to) {
        return from.running().mail().post().links().stream()
                .anyMatch(link -> link.node().equals(to.id())
                        && link.connected()
                        && link.relay() == null
                        && link.quality() != LinkQuality.DISCONNECTED);
    }
}
