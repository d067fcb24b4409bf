package dev.swarm.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.discovery.gossip.BeaconCodec.Dropped;
import dev.swarm.discovery.gossip.BeaconCodec.Heard;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BeaconCodecTest {

    private static final byte[] KEY = {1, 2, 3};
    private static final byte[] OTHER = {4};

    private final BeaconCodec open = new BeaconCodec("swarm", List::of);
    private final BeaconCodec keyed = new BeaconCodec("swarm", () -> List.of(KEY));

    @Test
    void whatIsSaidIsHeard() {
        for (BeaconCodec codec : List.of(open, keyed)) {
            for (Beacon beacon : List.of(beacon("swarm", "gotham", v4()), beacon("swarm", "söuth", v6()))) {
                assertThat(codec.decode(codec.encode(beacon))).isEqualTo(new Heard(beacon));
            }
        }
    }

    @Test
    void theBytesAreThoseOfTheDescription() {
        Beacon beacon = new Beacon(Beacon.Kind.ANSWER, 1, 2, "c", "n", NodeAddress.loopback(258));
        byte[] bytes = new BeaconCodec("c", List::of).encode(beacon);

        assertThat(bytes)
                .containsExactly(
                        'S', 'W', 'B', 1, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 'c', 1, 'n', 4, 127, 0,
                        0, 1, 1, 2);
    }

    @Test
    void theLongestNamesStayWithinTheBound() {
        String cluster = "c".repeat(255);
        String node = "ü".repeat(127);
        BeaconCodec codec = new BeaconCodec(cluster, () -> List.of(KEY));

        byte[] bytes = codec.encode(beacon(cluster, node, v6()));

        assertThat(bytes).hasSizeLessThanOrEqualTo(BeaconCodec.MAX_BYTES);
        assertThat(codec.decode(bytes)).isEqualTo(new Heard(beacon(cluster, "ü".repeat(64), v6())));
        assertThatThrownBy(() -> new BeaconCodec(cluster + "c", List::of)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherClusterIsForeign() {
        byte[] bytes = new BeaconCodec("other", () -> List.of(KEY)).encode(beacon("other", "n", v4()));

        assertThat(keyed.decode(bytes)).isEqualTo(new Dropped(Rejection.FOREIGN_CLUSTER));
    }

    @Test
    void aCodeOfAnotherKeyOrNoneOrAnUnwantedOneIsRefused() {
        Beacon beacon = beacon("swarm", "n", v4());
        byte[] byOther = new BeaconCodec("swarm", () -> List.of(OTHER)).encode(beacon);

        assertThat(keyed.decode(byOther)).isEqualTo(new Dropped(Rejection.WRONG_KEY));
        assertThat(keyed.decode(open.encode(beacon))).isEqualTo(new Dropped(Rejection.WRONG_KEY));
        assertThat(open.decode(keyed.encode(beacon))).isEqualTo(new Dropped(Rejection.WRONG_KEY));
    }

    @Test
    void anyKeyOfTheRingIsGoodWhileItIsRotated() {
        BeaconCodec rotating = new BeaconCodec("swarm", () -> List.of(OTHER, KEY));
        Beacon beacon = beacon("swarm", "n", v4());

        assertThat(rotating.decode(keyed.encode(beacon))).isEqualTo(new Heard(beacon));
        assertThat(keyed.decode(rotating.encode(beacon))).isEqualTo(new Dropped(Rejection.WRONG_KEY));
    }

    @Test
    void everyChangedBitOfAKeyedBeaconIsNoticed() {
        byte[] bytes = keyed.encode(beacon("swarm", "n", v4()));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(keyed.decode(changed)).isInstanceOf(Dropped.class);
        }
    }

    @Test
    void everyCutIsNoticed() {
        for (BeaconCodec codec : List.of(open, keyed)) {
            byte[] bytes = codec.encode(beacon("swarm", "n", v6()));
            for (int length = 0; length < bytes.length; length++) {
                assertThat(codec.decode(Arrays.copyOf(bytes, length))).isInstanceOf(Dropped.class);
            }
            assertThat(codec.decode(Arrays.copyOf(bytes, bytes.length + 1))).isInstanceOf(Dropped.class);
        }
    }

    @Test
    void bytesOfWhateverOriginNeverThrow() {
        SplittableRandom random = new SplittableRandom(42);
        byte[] good = open.encode(beacon("swarm", "n", v4()));
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            System.arraycopy(good, 0, bytes, 0, Math.min(bytes.length, random.nextInt(good.length + 1)));

            open.decode(bytes);
            keyed.decode(bytes);
        }
        assertThat(open.decode(new byte[513])).isEqualTo(new Dropped(Rejection.OVERSIZED));
    }

    @Test
    void aPortOfZeroIsNoAddress() {
        byte[] bytes = open.encode(beacon("swarm", "n", NodeAddress.loopback(0)));

        assertThat(open.decode(bytes)).isEqualTo(new Dropped(Rejection.MALFORMED));
    }

    @Test
    void anotherVersionIsNotRead() {
        byte[] bytes = open.encode(beacon("swarm", "n", v4()));
        bytes[3] = 2;

        assertThat(open.decode(bytes)).isEqualTo(new Dropped(Rejection.MALFORMED));
    }

    private static Beacon beacon(String cluster, String node, NodeAddress address) {
        return new Beacon(Beacon.Kind.CALL, -5, 1_700_000_000_000L, cluster, node, address);
    }

    private static NodeAddress v4() {
        return NodeAddress.of(new byte[] {10, 0, 0, 1}, 65_535);
    }

    private static NodeAddress v6() {
        byte[] ip = new byte[16];
        ip[0] = 0x20;
        return NodeAddress.of(ip, 7946);
    }
}
