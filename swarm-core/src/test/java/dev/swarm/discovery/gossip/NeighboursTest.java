package dev.swarm.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.discovery.gossip.Neighbours.Verdict;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final long WALL = 1_000_000_000;

    private final Neighbours neighbours = new Neighbours(true);

    @Test
    void aStrangerIsOneOnceAndACopyIsNoNews() {
        assertThat(hear(1, WALL, 0)).isEqualTo(Verdict.STRANGER);
        assertThat(hear(1, WALL, 1)).isEqualTo(Verdict.REPEATED);
        assertThat(hear(1, WALL - 1, 2)).isEqualTo(Verdict.REPEATED);
        assertThat(hear(1, WALL + 1, 3)).isEqualTo(Verdict.KNOWN);
        assertThat(hear(2, WALL, 4)).isEqualTo(Verdict.STRANGER);
    }

    @Test
    void whatWasRecordedLongAgoIsWorthNothing() {
        assertThat(hear(1, WALL - Neighbours.WINDOW_MILLIS - 1, 0)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(hear(1, WALL + Neighbours.WINDOW_MILLIS + 1, 0)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(hear(1, Long.MIN_VALUE, 0)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(hear(1, Long.MAX_VALUE, 0)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(hear(1, WALL - Neighbours.WINDOW_MILLIS, 0)).isEqualTo(Verdict.STRANGER);
    }

    @Test
    void withoutKeysClocksDoNotMatter() {
        assertThat(new Neighbours(false).onBeacon(beacon(1, 5), WALL, 0)).isEqualTo(Verdict.STRANGER);
    }

    @Test
    void onlyThoseHeardLatelyAreThere() {
        hear(1, WALL, 10);
        hear(2, WALL, 20);
        hear(1, WALL + 1, 30);

        assertThat(neighbours.heardSince(20)).isEqualTo(2);
        assertThat(neighbours.heardSince(21)).isEqualTo(1);
        assertThat(neighbours.addressesSince(0)).containsExactly(NodeAddress.loopback(1), NodeAddress.loopback(2));
    }

    @Test
    void aFloodOfStrangersIsForgottenFromItsBeginning() {
        for (int i = 1; i <= 10_000; i++) {
            hear(i, WALL, i);
        }

        assertThat(neighbours.heardSince(0)).isEqualTo(4096);
        assertThat(hear(10_000, WALL, 0)).isEqualTo(Verdict.REPEATED);
    }

    private Verdict hear(int instance, long stamp, long nowNanos) {
        return neighbours.onBeacon(beacon(instance, stamp), WALL, nowNanos);
    }

    private static Beacon beacon(int instance, long stamp) {
        return new Beacon(Beacon.Kind.CALL, instance, stamp, "c", "n", NodeAddress.loopback(instance));
    }
}
