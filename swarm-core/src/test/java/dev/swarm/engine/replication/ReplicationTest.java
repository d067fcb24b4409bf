package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.failure.OverlayFullException;
import dev.swarm.engine.replication.ReplicaWorld.Life;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What replication promises, one fact after the other. */
class ReplicationTest {

    private static final OverlayConfig USUAL = OverlayConfig.defaults();

    private final ReplicaWorld world = new ReplicaWorld(7, USUAL);

    @Test
    void aWriteIsThereAtOnceAndSoonEverywhere() {
        Life a = world.start("a");
        Life b = world.start("b");
        world.connectAll();
        world.run(50);

        put(a, "k", "1");

        assertThat(value(a, "k")).isEqualTo("1");
        world.run(6);
        assertThat(value(b, "k")).isEqualTo("1");
        assertThat(a.replication.load().pending()).isOne();
        world.run(100);
        assertThat(a.replication.load().pending()).isZero();
    }

    @Test
    void whatWasRemovedDoesNotComeBackThoughTheRemovalWasLost() {
        Life a = world.start("a");
        Life b = world.start("b");
        world.connectAll();
        world.run(50);
        put(a, "wp1", "here");
        world.run(50);
        world.disconnect(a.id, b.id);

        remove(a, "wp1");
        world.run(1_000);
        world.connectAll();
        world.run(1_000);

        assertThat(a.get("wp1")).isNull();
        assertThat(b.get("wp1")).isNull();
        assertThat(world.areEqual()).isTrue();
    }

    @Test
    void aRemovalTouchesNoOtherKey() {
        Life a = world.start("a");
        Life b = world.start("b");
        Life c = world.start("c");
        put(a, "seed", "1");
        world.connectAll();
        world.run(50);
        world.disconnect(b.id, c.id);
        put(b, "wp1", "b");
        put(c, "wp2", "c");
        world.run(50);

        remove(b, "wp1");
        world.connectAll();
        world.run(1_000);

        for (Life life : world.lives()) {
            assertThat(value(life, "wp1")).isNull();
            assertThat(value(life, "wp2")).isEqualTo("c");
        }
    }

    @Test
    void aConcurrentWriteSurvivesARemoval() {
        Life a = world.start("a");
        Life b = world.start("b");
        world.connectAll();
        put(a, "k", "old");
        world.run(50);
        world.disconnect(a.id, b.id);

        remove(a, "k");
        put(b, "k", "new");
        world.connectAll();
        world.run(1_000);

        assertThat(value(a, "k")).isEqualTo("new");
        assertThat(value(b, "k")).isEqualTo("new");
    }

    @Test
    void concurrentWritesHaveOneWinnerEverywhereAlsoWithEqualStamps() {
        Life a = world.start("a");
        Life b = world.start("b");
        a.clockSkewMillis = 0;
        b.clockSkewMillis = 0;
        world.run(10);

        put(a, "k", "of a");
        put(b, "k", "of b");
        assertThat(head(a, "k").time()).isEqualTo(head(b, "k").time());
        world.connectAll();
        world.run(1_000);

        assertThat(value(a, "k")).isEqualTo("of b");
        assertThat(value(b, "k")).isEqualTo("of b");
    }

    @Test
    void aWriteOverWhatWasSeenWinsThoughItsClockIsBehind() {
        Life a = world.start("a");
        Life b = world.start("b");
        a.clockSkewMillis = 3_600_000;
        b.clockSkewMillis = 0;
        world.connectAll();
        world.run(10);
        put(a, "k", "from the future");
        world.run(50);

        put(b, "k", "later");
        world.run(50);

        assertThat(value(a, "k")).isEqualTo("later");
        assertThat(head(b, "k").time()).isGreaterThan(0);
    }

    @Test
    void aNodeThatComesLateGetsEverything() {
        Life a = world.start("a");
        for (int i = 0; i < 10_000; i++) {
            put(a, "k" + i, "v" + i);
        }
        Life b = world.start("b");
        world.connectAll();
        world.run(2_000);

        assertThat(b.replication.load().keys()).isEqualTo(10_000);
        assertThat(world.areEqual()).isTrue();
    }

    @Test
    void aNodeThatComesLateGetsValuesThatNoMessageHoldsTogether() {
        Life a = world.start("a");
        String big = "x".repeat(60_000);
        for (int i = 0; i < 2_000; i++) {
            put(a, "k" + i, big + i);
        }
        Life b = world.start("b");
        world.connectAll();
        world.run(10_000);

        assertThat(b.replication.load().keys()).isEqualTo(2_000);
        assertThat(world.areEqual()).isTrue();
    }

    @Test
    void equalStatesCostAFewBytesToCompare() {
        Life a = world.start("a");
        Life b = world.start("b");
        Life c = world.start("c");
        world.connectAll();
        for (int i = 0; i < 1_000; i++) {
            put(a, "k" + i, "v");
            put(b, "l" + i, "v");
        }
        world.run(5_000);
        long before = world.bytes();
        long messagesBefore = world.messages();
        world.bytesByType().clear();

        world.run(USUAL.antiEntropyInterval().toMillis() * 10);

        long pairsAndRounds = 3 * 10;
        assertThat(world.messages()).isGreaterThan(messagesBefore);
        assertThat((world.bytes() - before) / pairsAndRounds)
                .as("bytes by type %s", world.bytesByType())
                .isLessThan(100);
        assertThat(c.replication.load().keys()).isEqualTo(2_000);
    }

    @Test
    void aSmallDifferenceCostsFarLessThanTheState() {
        OverlayConfig forgetful = USUAL.withBounds(65_536, 1L << 29, 1);
        ReplicaWorld small = new ReplicaWorld(3, forgetful);
        Life a = small.start("a");
        small.start("b");
        small.connectAll();
        for (int i = 0; i < 20_000; i++) {
            write(small, a, "k" + i, "some value of a usual length");
            small.run(i % 100 == 0 ? 5 : 0);
        }
        small.run(90_000);
        assertThat(small.areEqual()).isTrue();
        small.disconnect(new NodeId("a"), new NodeId("b"));
        write(small, a, "k77", "another one");
        write(small, a, "k78", "another one");
        long before = small.bytes();

        small.connectAll();
        small.run(5_000);

        assertThat(small.areEqual()).isTrue();
        assertThat(small.bytes() - before).isLessThan(12_000);
    }

    @Test
    void aMillionPairsOfWriteAndRemovalLeaveNothing() {
        Life a = world.start("a");
        Life b = world.start("b");
        world.connectAll();
        world.run(50);
        for (int i = 0; i < 1_000_000; i++) {
            String key = "k" + i % 1_000;
            a.replication.write(world.now(a), Key.of(key), new byte[100]);
            a.replication.write(world.now(a), Key.of(key), null);
            if (i % 1_000 == 0) {
                a.step(() -> {});
                a.changes.clear();
                world.run(3);
                b.changes.clear();
            }
        }
        a.step(() -> {});
        world.run(60_000);

        assertThat(world.areEqual()).isTrue();
        for (Life life : world.lives()) {
            ReplicationLoad load = life.replication.load();
            assertThat(load.keys()).isZero();
            assertThat(load.bytes()).isZero();
            assertThat(load.endedAhead()).isZero();
            assertThat(load.logBytes()).isLessThanOrEqualTo(USUAL.logBytes() / 32);
        }
    }

    @Test
    void latestWritesAreLetGoHoweverLateTheyAreAcknowledged() {
        Life a = world.start("a");
        Life b = world.start("b");
        world.connectAll();
        world.run(50);
        world.slowDown(700);
        a.step(() -> {
            for (int i = 0; i < 40_000; i++) {
                a.replication.write(world.now(a), Key.of("k" + i), new byte[100]);
            }
        });
        assertThat(a.replication.load().logBytes()).isGreaterThan(USUAL.logBytes() / 8);

        world.run(20_000);

        assertThat(world.areEqual()).isTrue();
        assertThat(a.replication.load().logBytes()).isLessThanOrEqualTo(USUAL.logBytes() / 32);
        assertThat(b.replication.load().logBytes()).isLessThanOrEqualTo(USUAL.logBytes() / 32);
    }

    @Test
    void limitsAreToldAndChangeNothing() {
        ReplicaWorld tight = new ReplicaWorld(1, USUAL.withBounds(10, 1_000, 1_000));
        Life a = tight.start("a");

        assertThatThrownBy(() -> a.replication.write(tight.now(a), Key.of("k"), new byte[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The value of 'k' has 11 bytes, more than the 10 allowed");
        assertThatThrownBy(() -> a.replication.write(tight.now(a), Key.of("x".repeat(1_025)), new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1025");
        for (int i = 0; a.replication.load().bytes() < 990; i++) {
            a.replication.write(tight.now(a), Key.of("k" + i), new byte[10]);
        }
        int keys = a.replication.load().keys();
        assertThatThrownBy(() -> a.replication.write(tight.now(a), Key.of("one more"), new byte[10]))
                .isInstanceOf(OverlayFullException.class)
                .hasMessageContaining("may take at most 1000");
        assertThat(a.replication.load().keys()).isEqualTo(keys);
    }

    @Test
    void theCostOfAWriteStaysConstantHoweverManyNodesThereAre() {
        Map<Integer, Double> copies = new TreeMap<>();
        for (int nodes : new int[] {12, 24, 48, 96}) {
            copies.put(nodes, copiesPerWriteAndNode(nodes));
        }
        assertThat(copies.values())
                .as("copies of each write per node %s", copies)
                .allMatch(each -> each < 1.35);
    }

    private static double copiesPerWriteAndNode(int nodes) {
        ReplicaWorld many = new ReplicaWorld(nodes, USUAL);
        for (int i = 0; i < nodes; i++) {
            many.start("n" + i);
        }
        List<Life> lives = many.lives();
        for (int i = 0; i < nodes; i++) {
            for (int links = 0; links < 3; links++) {
                many.connect(lives.get(i).id, lives.get(many.chance().nextInt(nodes)).id);
            }
            many.connect(lives.get(i).id, lives.get((i + 1) % nodes).id);
        }
        many.run(1_000);
        for (int i = 0; i < 50; i++) {
            write(many, lives.get(0), "k" + i, "warm up");
            many.run(100);
        }
        lives.forEach(life -> life.pushesReceived = 0);
        int writes = 200;
        for (int i = 0; i < writes; i++) {
            write(many, lives.get(0), "k" + i, "v" + i);
            many.run(100);
        }
        many.run(5_000);
        assertThat(many.areEqual()).isTrue();
        long pushes = lives.stream().mapToLong(life -> life.pushesReceived).sum();
        return (double) pushes / writes / (nodes - 1);
    }

    @Test
    void replicasThatAreNoMoreAreForgottenAfterADay() {
        OverlayConfig quiet = USUAL.withIntervals(Duration.ofMillis(500), Duration.ofHours(1));
        ReplicaWorld slow = new ReplicaWorld(5, quiet);
        Life a = slow.start("a");
        for (int i = 0; i < 20; i++) {
            Life b = slow.start("b");
            slow.connectAll();
            slow.run(200);
            write(slow, b, "of b", "v" + i);
            slow.run(200);
            slow.crash(b);
        }
        write(slow, a, "of b", "now a's");
        assertThat(a.replication.load().origins()).isEqualTo(21);

        slow.run(Duration.ofHours(27).toMillis());

        assertThat(a.replication.load().origins()).isOne();
        assertThat(value(a, "of b")).isEqualTo("now a's");
    }

    @Test
    void manyWritesToFewKeysTravelTogether() {
        Life a = world.start("a");
        Life b = world.start("b");
        world.connectAll();
        world.run(50);
        long before = world.bytes();
        a.step(() -> {
            for (int i = 0; i < 4_000; i++) {
                a.replication.write(world.now(a), Key.of("k" + i % 10), new byte[100]);
            }
        });
        world.run(500);

        assertThat(world.areEqual()).isTrue();
        assertThat(world.bytes() - before).isLessThan(5_000);
        assertThat(b.changes).hasSizeLessThan(40);
    }

    private void put(Life life, String key, String value) {
        write(world, life, key, value);
    }

    private static void write(ReplicaWorld world, Life life, String key, String value) {
        life.step(() -> life.replication.write(world.now(life), Key.of(key), value.getBytes(StandardCharsets.UTF_8)));
    }

    private void remove(Life life, String key) {
        life.step(() -> life.replication.write(world.now(life), Key.of(key), null));
    }

    private static @Nullable String value(Life life, String key) {
        Row row = life.get(key);
        byte[] value = row == null ? null : row.write().value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static Write head(Life life, String key) {
        return Objects.requireNonNull(life.get(key)).write();
    }
}
