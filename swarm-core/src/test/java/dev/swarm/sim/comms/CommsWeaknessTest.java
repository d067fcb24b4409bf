package dev.swarm.sim.comms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.engine.comms.Reply;
import dev.swarm.engine.wire.comms.Payload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was weak in the original's messages, each turned into what must hold. */
class CommsWeaknessTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private final CommsWorld world = CommsWorld.of(2);
    private final CommsNode a = world.node(0);
    private final CommsNode b = world.node(1);

    @Test
    void criticalWaitsForNoTick() {
        long sentAt = world.scheduler().nowNanos();
        a.send(b, Priority.CRITICAL, "now");

        world.runUntil("arrival", () -> !b.seen.isEmpty(), A_MOMENT);

        assertThat(world.scheduler().nowNanos() - sentAt)
                .isLessThan(Duration.ofMillis(5).toNanos());
    }

    @Test
    void whatWaitsWhenALinkGetsBadIsDecidedAnew() {
        hold(Priority.LOW);
        hold(Priority.HIGH);
        a.send(b, Priority.LOW, "low");
        a.send(b, Priority.HIGH, "high");
        a.ask(b, Priority.LOW, "ask", Duration.ofMinutes(1));
        long left = a.count(TrafficCounter.COMMS_LEFT);

        world.fix(0, 1, LinkQuality.DEGRADED);
        world.runFor(A_MOMENT);

        assertThat(a.count(TrafficCounter.COMMS_DROPPED_LATE)).isGreaterThanOrEqualTo(2);
        assertThat(a.replies.get("ask")).isEqualTo(new Reply.Undelivered(SendOutcome.DROPPED));
        b.welcome = text -> true;
        b.post().release(a.id(), Priority.HIGH);
        world.runFor(A_MOMENT);
        assertThat(b.seen).contains("n0 high - high").doesNotContain("n0 low - low");
        assertThat(a.count(TrafficCounter.COMMS_LEFT)).isGreaterThan(left);
        a.checkNothingIsLeft();
    }

    @Test
    void whatWaitsForANodeThatGoesAwayIsLostAndCounted() {
        hold(Priority.NORMAL);
        a.send(b, Priority.NORMAL, "x");
        a.ask(b, Priority.NORMAL, "ask", Duration.ofMinutes(1));
        world.crash(1);
        world.runFor(A_MOMENT);

        assertThat(a.count(TrafficCounter.COMMS_LOST)).isGreaterThanOrEqualTo(2);
        assertThat(a.replies.get("ask")).isEqualTo(new Reply.Undelivered(SendOutcome.DISCONNECTED));
        a.checkNothingIsLeft();
    }

    @Test
    void anUnknownNodeIsNeverGood() {
        assertThat(a.post().send(NodeId.of("nobody"), Priority.LOW, Payload.of("x"), 0))
                .isEqualTo(SendOutcome.DISCONNECTED);
        world.runFor(A_MOMENT);
        assertThat(a.post().quality(NodeId.of("nobody"))).isEqualTo(LinkQuality.DISCONNECTED);
        assertThat(a.post().count(Priority.LOW, SendOutcome.DISCONNECTED)).isEqualTo(1);
    }

    @Test
    void queuesAreBoundedAndTheCallerSeesIt() {
        hold(Priority.NORMAL);
        boolean[] called = {false};
        while (a.send(b, Priority.NORMAL, Payload.of(new byte[10_000]), Duration.ZERO) == SendOutcome.SENT) {
            assertThat(a.post().links().get(0).sent()).isLessThan(1_000);
        }
        assertThat(a.post().hasRoomOrCalls(b.id(), Priority.NORMAL, () -> called[0] = true))
                .isFalse();
        assertThat(a.post().hasRoomOrCalls(b.id(), Priority.HIGH, () -> {})).isTrue();

        b.welcome = text -> true;
        b.post().release(a.id(), Priority.NORMAL);
        world.runFor(Duration.ofSeconds(1));

        assertThat(called[0]).isTrue();
        a.checkNothingIsLeft();
    }

    @Test
    void whatIsTooOldDoesNotLeave() {
        hold(Priority.NORMAL);
        for (int i = 0; i < 10; i++) {
            a.send(b, Priority.NORMAL, Payload.of("short " + i), Duration.ofMillis(20));
            a.send(b, Priority.NORMAL, Payload.of("long " + i), Duration.ofSeconds(20));
        }
        world.runFor(A_MOMENT);
        b.welcome = text -> true;
        b.post().release(a.id(), Priority.NORMAL);
        world.runFor(A_MOMENT);

        assertThat(a.count(TrafficCounter.COMMS_EXPIRED)).isEqualTo(10);
        assertThat(b.seen).filteredOn(text -> text.contains("long")).hasSize(10);
        assertThat(b.seen).noneMatch(text -> text.contains("short"));
        a.checkNothingIsLeft();
    }

    @Test
    void waitsAreBounded() {
        CommsConfig usual = CommsConfig.defaults();
        CommsConfig few = new CommsConfig(
                usual.queueBytes(),
                usual.messageBytes(),
                usual.inboxCapacity(),
                usual.requestTimeout(),
                2,
                usual.quality());
        CommsWorld small = CommsWorld.of(1, 2, few);
        CommsNode asker = small.node(0);
        asker.ask(small.node(1), Priority.NORMAL, "1", Duration.ofSeconds(1));
        asker.ask(small.node(1), Priority.NORMAL, "2", Duration.ofSeconds(1));

        assertThat(asker.ask(small.node(1), Priority.NORMAL, "3", A_MOMENT)).isEqualTo(SendOutcome.REJECTED);

        small.runFor(A_MOMENT);
        assertThat(asker.replies.keySet()).containsExactlyInAnyOrder("1", "2");
        asker.checkNothingIsLeft();
    }

    /** The receiver takes no more of a lane, and all that may be under way is. */
    private void hold(Priority priority) {
        b.welcome = text -> false;
        a.send(b, priority, "hold");
        world.runFor(A_MOMENT);
        for (int i = 0; i < 200; i++) {
            a.send(b, priority, Payload.of(new byte[8_000]), Duration.ZERO);
        }
        world.runFor(A_MOMENT);
    }
}
