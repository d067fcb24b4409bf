package dev.swarm.sim.comms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.Role;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.engine.comms.Reply;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.sim.SimTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages under every fault there is: over links, over relays, and what is counted of them. */
class CommsSimTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration PROBE_ROUND = Duration.ofSeconds(1);
    private static final int MIB = 1024 * 1024;

    @Test
    void criticalSentBehindAHundredMebibytesOfBulkArrivesFirst() {
        CommsConfig usual = CommsConfig.defaults();
        CommsConfig roomy =
                new CommsConfig(64 * MIB, MIB, usual.inboxCapacity(), usual.requestTimeout(), 100, usual.quality());
        CommsWorld world = CommsWorld.of(1, 2, roomy);
        CommsNode a = world.node(0);
        CommsNode b = world.node(1);
        byte[] bulk = new byte[MIB - 100];
        int sent = 0;
        for (Priority priority : List.of(Priority.LOW, Priority.NORMAL)) {
            while (a.send(b, priority, Payload.of(bulk), Duration.ZERO) == SendOutcome.SENT) {
                sent++;
            }
        }
        world.runFor(Duration.ofMillis(1));

        a.send(b, Priority.CRITICAL, "now");

        assertThat(sent).isGreaterThan(100);
        world.runUntil("critical", () -> b.seen.contains("n0 critical - now"), Duration.ofSeconds(10));
        assertThat(b.seen.size()).isLessThanOrEqualTo(4);
        int all = sent + 1;
        world.runUntil("the rest", () -> b.seen.size() == all, Duration.ofMinutes(5));
        a.checkNothingIsLeft();
    }

    @Test
    void overAOneWayCutRequestsGoThroughARelayAndDirectlyAgainAfterwards() {
        CommsWorld world = CommsWorld.of(3);
        CommsNode a = world.node(0);
        CommsNode b = world.node(1);
        world.cut(0, 1, false);
        world.runFor(CommsWorld.DETECTION);

        Duration found = world.runUntil("a relay", () -> a.post().links().get(0).relay() != null, PROBE_ROUND);

        assertThat(found).isLessThan(Duration.ofMillis(200));
        assertThat(a.ask(b, Priority.NORMAL, "over", SOON)).isEqualTo(SendOutcome.SENT);
        world.runUntil("an answer", () -> a.replies.containsKey("over"), PROBE_ROUND);
        assertThat(a.replies.get("over")).isInstanceOf(Reply.Answered.class);
        assertThat(b.seen).containsExactly("n0 normal n2 over");
        assertThat(world.node(2).count(TrafficCounter.COMMS_FORWARDED)).isEqualTo(2);

        world.heal();
        world.runUntil("direct", world::isLinked, Duration.ofSeconds(5));
        a.ask(b, Priority.NORMAL, "again", SOON);
        world.runUntil("an answer", () -> a.replies.containsKey("again"), Duration.ofSeconds(4));
        assertThat(a.replies.get("again")).isInstanceOf(Reply.Answered.class);
        assertThat(b.seen).endsWith("n0 normal - again");
        world.nodes().forEach(CommsNode::checkNothingIsLeft);
    }

    @Test
    void aStalledConnectionIsMadeAnewAsSoonAsDatagramsGetThrough() {
        CommsWorld world = CommsWorld.of(2);
        CommsNode a = world.node(0);
        a.send(world.node(1), Priority.NORMAL, "before");
        world.runFor(SOON);
        world.cut(0, 1, true);
        a.send(world.node(1), Priority.NORMAL, "into the cut");
        world.runFor(Duration.ofSeconds(40));
        world.heal();

        Duration back = world.runUntil(
                "a message",
                () -> a.ask(
                                        world.node(1),
                                        Priority.LOW,
                                        "ask" + world.scheduler().nowNanos(),
                                        SOON)
                                == SendOutcome.SENT
                        && a.replies.values().stream().anyMatch(Reply.Answered.class::isInstance),
                Duration.ofSeconds(5));

        assertThat(back).isBetween(CommsWorld.RECOVERY, CommsWorld.RECOVERY.plusSeconds(3));
    }

    @Test
    void aRelayOfThatRoleIsChosenBeforeOthers() {
        CommsWorld world = new CommsWorld(1, CommsConfig.defaults());
        world.setRole(4, Role.RELAY);
        for (int i = 0; i < 5; i++) {
            world.start(i);
        }
        world.runUntil("all are connected", world::isLinked, SOON);
        world.cut(0, 1, true);
        world.runFor(CommsWorld.DETECTION.plusMillis(500));

        assertThat(world.node(0).post().links().get(0).relay()).isEqualTo(NodeId.of("n4"));
        assertThat(world.node(1).post().links().get(0).relay()).isEqualTo(NodeId.of("n4"));
    }

    @Test
    void whenARelayCannotAnyMoreAnotherOneIsFound() {
        CommsWorld world = CommsWorld.of(4);
        CommsNode a = world.node(0);
        world.cut(0, 1, true);
        world.runFor(CommsWorld.DETECTION.plusMillis(500));
        int first = NodeId.of("n2").equals(a.post().links().get(0).relay()) ? 2 : 3;
        int second = 5 - first;

        world.cut(first, 1, true);
        world.runFor(CommsWorld.DETECTION.plusMillis(500));
        a.send(world.node(1), Priority.NORMAL, "lost");
        world.runFor(Duration.ofSeconds(2));
        assertThat(a.post().links().get(0).relay()).isEqualTo(NodeId.of("n" + second));
        a.ask(world.node(1), Priority.NORMAL, "x", SOON);
        world.runFor(Duration.ofSeconds(1));

        assertThat(a.replies.get("x")).isInstanceOf(Reply.Answered.class);
        assertThat(world.node(first).count(TrafficCounter.COMMS_REFUSED)).isEqualTo(1);
        world.cut(second, 1, true);
        world.runFor(CommsWorld.DETECTION.plusSeconds(3));
        a.send(world.node(1), Priority.NORMAL, "nowhere");
        world.runFor(Duration.ofSeconds(3));
        assertThat(a.send(world.node(1), Priority.CRITICAL, "nowhere")).isEqualTo(SendOutcome.DISCONNECTED);
        world.heal();
        world.runFor(Duration.ofSeconds(5));
        world.nodes().forEach(CommsNode::checkNothingIsLeft);
    }

    @Test
    void aNodeThatIsNoNeighbourIsDialledWhenSomebodySends() {
        CommsWorld world = new CommsWorld(1, CommsConfig.defaults());
        for (int i = 0; i < 20; i++) {
            world.start(i);
        }
        world.runFor(SOON);
        CommsNode a = world.node(0);
        for (int i = 1; i < 20; i++) {
            assertThat(a.ask(world.node(i), Priority.NORMAL, "to " + i, SOON)).isEqualTo(SendOutcome.SENT);
        }

        world.runFor(Duration.ofSeconds(1));

        assertThat(a.replies.values()).hasSize(19).allMatch(Reply.Answered.class::isInstance);
        assertThat(a.post().links()).hasSize(19);
    }

    @Test
    void whoCannotBeDialledIsReachedOverARelayOrNotAtAll() {
        CommsWorld world = new CommsWorld(1, CommsConfig.defaults());
        world.start(0);
        world.start(1);
        world.start(2);
        world.cut(0, 1, true);
        CommsNode a = world.node(0);
        a.ask(world.node(1), Priority.NORMAL, "x", Duration.ofSeconds(10));

        world.runUntil("an answer", () -> a.replies.containsKey("x"), Duration.ofSeconds(5));

        assertThat(a.replies.get("x")).isInstanceOf(Reply.Answered.class);
        assertThat(a.post().links().get(0).connected()).isFalse();
        assertThat(a.post().links().get(0).relay()).isEqualTo(NodeId.of("n2"));
    }

    @Test
    void whoeverWaitsHearsAtOnceThatNoWayIsLeft() {
        CommsWorld world = CommsWorld.of(2);
        CommsNode a = world.node(0);
        world.node(1).welcome = text -> true;
        a.ask(world.node(1), Priority.NORMAL, "ask", Duration.ofMinutes(1));
        world.crashUnnoticed(1);
        a.ask(a, Priority.NORMAL, "self", Duration.ofMinutes(1));

        world.runUntil("a reply", () -> a.replies.containsKey("ask"), Duration.ofSeconds(1));

        assertThat(a.replies.get("ask")).isEqualTo(new Reply.Undelivered(SendOutcome.DISCONNECTED));
        assertThat(a.replies.get("self")).isInstanceOf(Reply.Answered.class);
        a.checkNothingIsLeft();
    }

    @Test
    void aTimeOutEndsAWaitAndTheLateAnswerIsCounted() {
        CommsWorld world = CommsWorld.of(2);
        CommsNode a = world.node(0);
        for (int i = 0; i < 1_000; i++) {
            a.ask(world.node(1), Priority.NORMAL, "ask" + i, Duration.ofMillis(1 + i % 7));
        }
        world.cut(0, 1, true);
        world.runFor(Duration.ofMillis(20));

        assertThat(a.replies.values()).hasSize(1_000).allMatch(Reply.TimedOut.class::isInstance);
        assertThat(a.count(TrafficCounter.COMMS_TIMEOUTS)).isEqualTo(1_000);
    }

    @SimTest(seeds = 60)
    void whateverHappensMessagesComeOnceInOrderAndAreAccountedFor(long seed) {
        int count = 2 + (int) (seed % 5);
        CommsWorld world = CommsWorld.of(seed, count, CommsConfig.defaults());
        Chatter chatter = new Chatter(world, count);
        for (int i = 0; i < 80; i++) {
            chatter.harm();
            for (int j = world.chance().nextInt(8); j > 0; j--) {
                chatter.chat();
                world.runFor(Duration.ofMillis(1 + world.chance().nextInt(300)));
            }
        }
        world.heal();
        for (int i = 0; i < count; i++) {
            if (!world.runs(i)) {
                world.start(i);
            }
        }
        world.runUntil("all are connected", world::isLinked, Duration.ofSeconds(15));
        world.runFor(Duration.ofSeconds(12));

        world.nodes().forEach(CommsNode::checkNothingIsLeft);
        chatter.checkAnswered();
    }
}
