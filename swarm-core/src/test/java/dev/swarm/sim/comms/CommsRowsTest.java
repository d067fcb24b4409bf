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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows R61 to R68 of the features, each by its name. The monitor's own rows are beside it. */
class CommsRowsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private final CommsWorld world = CommsWorld.of(2);
    private final CommsNode a = world.node(0);
    private final CommsNode b = world.node(1);

    @Test
    void r61TheStartingValuesAreUsable() {
        assertThat(CommsConfig.defaults().requestTimeout()).isEqualTo(Duration.ofSeconds(5));

        assertThat(a.ask(b, Priority.NORMAL, "x", world.config().requestTimeout()))
                .isEqualTo(SendOutcome.SENT);

        world.runFor(A_MOMENT);
        assertThat(a.replies.get("x")).isInstanceOf(Reply.Answered.class);
    }

    @Test
    void r62TheOutcomeTellsWhatBecameOfAMessage() {
        assertThat(a.send(b, Priority.LOW, "sent")).isEqualTo(SendOutcome.SENT);
        world.runFor(A_MOMENT);
        world.fix(0, 1, LinkQuality.POOR);
        assertThat(a.send(b, Priority.LOW, "dropped")).isEqualTo(SendOutcome.DROPPED);
        world.fix(0, 1, LinkQuality.DISCONNECTED);
        assertThat(a.send(b, Priority.LOW, "no way")).isEqualTo(SendOutcome.DISCONNECTED);
        assertThat(a.post().send(NodeId.of("nobody"), Priority.CRITICAL, Payload.of("x"), 0))
                .isEqualTo(SendOutcome.DISCONNECTED);
        world.fix(0, 1, LinkQuality.GOOD);
        b.welcome = text -> false;
        SendOutcome outcome = SendOutcome.SENT;
        while (outcome == SendOutcome.SENT) {
            outcome = a.send(b, Priority.LOW, Payload.of(new byte[100_000]), Duration.ZERO);
        }
        assertThat(outcome).isEqualTo(SendOutcome.REJECTED);

        world.runFor(A_MOMENT);
        assertThat(b.seen).doesNotContain("n0 low - dropped").contains("n0 low - sent");
    }

    @Test
    void r63CriticalOvertakesWhatIsQueued() {
        b.welcome = text -> !text.startsWith("low");
        a.send(b, Priority.LOW, "low 0");
        world.runFor(A_MOMENT);
        for (int i = 1; i < 1_000; i++) {
            a.send(b, Priority.LOW, Payload.of("low " + i + " ".repeat(1_000)), Duration.ZERO);
            a.send(b, Priority.NORMAL, "normal " + i);
        }
        a.send(b, Priority.HIGH, "high");
        a.send(b, Priority.CRITICAL, "critical");

        world.runFor(A_MOMENT);

        assertThat(b.seen.subList(0, 3)).containsExactly("n0 low - low 0", "n0 critical - critical", "n0 high - high");
        assertThat(b.seen).contains("n0 normal - normal 999");
        long low = b.seen.stream().filter(text -> text.startsWith("n0 low")).count();
        assertThat(low).isLessThan(300);
        b.welcome = text -> true;
        b.post().release(a.id(), Priority.LOW);
        world.runFor(A_MOMENT);
        assertThat(b.seen).hasSize(2_001);
        a.checkNothingIsLeft();
    }

    @Test
    void r64AnUnknownNodeIsDisconnectedAndTheOwnOneExcellent() {
        assertThat(a.post().quality(NodeId.of("nobody"))).isEqualTo(LinkQuality.DISCONNECTED);
        assertThat(a.post().quality(a.id())).isEqualTo(LinkQuality.EXCELLENT);
        for (LinkQuality quality : LinkQuality.values()) {
            world.fix(0, 1, quality);
            assertThat(a.post().quality(b.id())).isEqualTo(quality);
            assertThat(a.post().links().get(0).quality()).isEqualTo(quality);
        }
    }

    @ParameterizedTest(name = "{0} over {1}: {2}")
    @CsvSource({
        "CRITICAL, EXCELLENT, SENT",
        "HIGH, EXCELLENT, SENT",
        "NORMAL, EXCELLENT, SENT",
        "LOW, EXCELLENT, SENT",
        "CRITICAL, GOOD, SENT",
        "HIGH, GOOD, SENT",
        "NORMAL, GOOD, SENT",
        "LOW, GOOD, SENT",
        "CRITICAL, DEGRADED, SENT",
        "HIGH, DEGRADED, SENT",
        "NORMAL, DEGRADED, SENT",
        "LOW, DEGRADED, DROPPED",
        "CRITICAL, POOR, SENT",
        "HIGH, POOR, SENT",
        "NORMAL, POOR, DROPPED",
        "LOW, POOR, DROPPED",
        "CRITICAL, DISCONNECTED, DISCONNECTED",
        "HIGH, DISCONNECTED, DISCONNECTED",
        "NORMAL, DISCONNECTED, DISCONNECTED",
        "LOW, DISCONNECTED, DISCONNECTED"
    })
    void r65r66r67WhatIsSentOverWhichLink(Priority priority, LinkQuality quality, SendOutcome expected) {
        world.fix(0, 1, quality);

        assertThat(a.send(b, priority, "x")).isEqualTo(expected);

        world.runFor(A_MOMENT);
        assertThat(b.seen).hasSize(expected == SendOutcome.SENT ? 1 : 0);
        assertThat(a.post().count(priority, expected)).isEqualTo(1);
        assertThat(a.post().links().get(0).dropped()).isEqualTo(expected == SendOutcome.SENT ? 0 : 1);
        a.checkNothingIsLeft();
    }

    @Test
    void r68TheQualityOfTheLinkDecidesWithNoManualCall() {
        world.cut(0, 1, true);
        assertThat(a.send(b, Priority.LOW, "not known yet")).isEqualTo(SendOutcome.SENT);

        world.runFor(CommsWorld.DETECTION.plusMillis(200));
        assertThat(a.send(b, Priority.CRITICAL, "cut")).isEqualTo(SendOutcome.DISCONNECTED);

        world.heal();
        world.runFor(Duration.ofSeconds(5));
        assertThat(a.send(b, Priority.LOW, "healed")).isEqualTo(SendOutcome.SENT);
        world.runFor(A_MOMENT);
        assertThat(b.seen).endsWith("n0 low - healed");
        assertThat(a.count(TrafficCounter.COMMS_LOST)).isZero();
    }
}
