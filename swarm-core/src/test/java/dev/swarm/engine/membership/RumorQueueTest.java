package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.RumorQueue.Urgency;
import dev.swarm.engine.wire.CompoundBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is told first, how often, and how much fits. */
class RumorQueueTest {

    private static final int LENGTH = 50;

    private final RumorQueue queue = new RumorQueue();

    @Test
    void theMostUrgentGoesFirst() {
        add("here", Urgency.HERE);
        add("doubt", Urgency.DOUBT);
        add("own", Urgency.OWN);
        add("ended", Urgency.ENDED);
        assertThat(take(1, 9)).isEqualTo("o");
        assertThat(take(1, 9)).isEqualTo("e");
        assertThat(take(1, 9)).isEqualTo("d");
        assertThat(take(1, 9)).isEqualTo("h");
    }

    @Test
    void amongEqualsTheNewestGoesFirst() {
        add("1", Urgency.HERE);
        add("2", Urgency.HERE);
        add("3", Urgency.HERE);
        assertThat(take(2, 9)).isEqualTo("32");
    }

    @Test
    void theLeastToldGoesBeforeTheMoreUrgent() {
        add("own", Urgency.OWN);
        assertThat(take(1, 9)).isEqualTo("o");
        add("here", Urgency.HERE);
        assertThat(take(1, 9)).isEqualTo("h");
        assertThat(take(1, 9)).isEqualTo("o");
    }

    @Test
    void oneRumorPerMemberTheNewerReplacesTheOlder() {
        queue.add(NodeId.of("x"), bytes('1', LENGTH), Urgency.HERE);
        take(1, 9);
        queue.add(NodeId.of("x"), bytes('2', LENGTH), Urgency.DOUBT);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(take(5, 2)).isEqualTo("2");
        assertThat(take(5, 2)).as("counted from its own start").isEqualTo("2");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aRumorIsDroppedAfterItWasToldSoOften() {
        add("x", Urgency.HERE);
        for (int i = 0; i < 4; i++) {
            assertThat(queue.contains(NodeId.of("x"))).isTrue();
            assertThat(take(3, 4)).isEqualTo("x");
        }
        assertThat(queue.contains(NodeId.of("x"))).isFalse();
        assertThat(take(3, 4)).isEmpty();
    }

    @Test
    void aRumorOfTheForgottenIsDropped() {
        add("x", Urgency.HERE);
        add("y", Urgency.HERE);
        queue.drop(NodeId.of("x"));
        queue.drop(NodeId.of("nobody"));
        assertThat(take(9, 9)).isEqualTo("y");
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void aLongOneDoesNotKeepShorterOnesFromTheRoomLeft() {
        queue.add(NodeId.of("long"), bytes('L', 500), Urgency.OWN);
        add("short", Urgency.HERE);
        assertThat(take(1, 9)).isEqualTo("s");
    }

    @Test
    void aFullPacketTakesNoMoreThanItsParts() {
        for (int i = 0; i < 400; i++) {
            queue.add(NodeId.of("m" + i), bytes('m', 30), Urgency.HERE);
        }
        CompoundBuilder packet = new CompoundBuilder(60_000);
        queue.fill(packet, 9);
        assertThat(packet.parts()).isEqualTo(CompoundBuilder.MAX_PARTS);
    }

    /** Each packet looks at what it takes and a little more, never at a whole queue of thousands. */
    @Test
    void afterSomeThatDoNotFitAPacketIsFullEnough() {
        add("short", Urgency.HERE);
        for (int i = 0; i < 15; i++) {
            queue.add(NodeId.of("m" + i), bytes('L', 500), Urgency.DOUBT);
        }
        assertThat(take(1, 9)).isEqualTo("s");
        queue.add(NodeId.of("m15"), bytes('L', 500), Urgency.OWN);
        assertThat(take(1, 9)).isEmpty();
    }

    private void add(String name, Urgency urgency) {
        queue.add(NodeId.of(name), bytes(name.charAt(0), LENGTH), urgency);
    }

    /** Fills a packet with room for so many rumors; returns their first letters. */
    private String take(int room, int limit) {
        int header = room > 1 ? 2 + 2 * room : 0;
        CompoundBuilder packet = new CompoundBuilder(header + room * LENGTH);
        queue.fill(packet, limit);
        StringBuilder letters = new StringBuilder();
        if (packet.parts() > 0) {
            byte[] built = packet.build();
            int at = packet.parts() > 1 ? 2 + 2 * packet.parts() : 0;
            for (int i = 0; i < packet.parts(); i++) {
                letters.append((char) built[at + i * LENGTH]);
            }
        }
        return letters.toString();
    }

    private static byte[] bytes(char letter, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }
}
