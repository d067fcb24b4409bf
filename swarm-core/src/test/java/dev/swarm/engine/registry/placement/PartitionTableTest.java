package dev.swarm.engine.registry.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.engine.registry.placement.PartitionTable.Share;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names spread evenly, by weight, and move no more than they must; all nodes agree. */
class PartitionTableTest {

    private static final int NAMES = 100_000;
    private static final int PARTITIONS = RegistryConfig.USUAL_PARTITIONS;
    private static final double UNEVEN_MAX = 1.15;
    private static final int CLUSTERS = 10;

    @ParameterizedTest
    @CsvSource({
        // what the reference implementation of XXH3 says of their UTF-8
        "a, 14, 3692, 59078, 901",
        "device-0000001, 9, 2527, 40433, 616",
        "scope/hero, 2, 610, 9774, 149",
        "ключ, 9, 2465, 39443, 601",
        "🦇, 2, 581, 9306, 142",
    })
    void namesHaveThePartitionThatTheyMustKeep(String name, int of16, int of4096, int of65536, int of1000) {
        assertThat(PartitionTable.empty(16).partitionOf(name)).isEqualTo(of16);
        assertThat(PartitionTable.empty(4_096).partitionOf(name)).isEqualTo(of4096);
        assertThat(PartitionTable.empty(65_536).partitionOf(name)).isEqualTo(of65536);
        assertThat(PartitionTable.empty(1_000).partitionOf(name)).isEqualTo(of1000);
    }

    @Test
    void partitionsHaveTheOwnerThatTheyMustKeep() {
        PartitionTable table =
                PartitionTable.empty(32).with(List.of(share("a", 100), share("b", 200), share("é", 300)));
        StringBuilder owners = new StringBuilder();
        for (int partition = 0; partition < table.partitions(); partition++) {
            owners.append(table.owner(partition));
        }
        assertThat(owners).hasToString("bbébééébééaééééébébéébébéébbaébé");
    }

    @Test
    void withoutOwnersNobodyOwnsAnything() {
        PartitionTable empty = PartitionTable.empty(PARTITIONS);
        PartitionTable left = empty.with(owners("a", 2)).with(List.of());
        for (PartitionTable table : List.of(empty, left)) {
            assertThat(table.owners()).isEmpty();
            assertThat(table.partitions()).isEqualTo(PARTITIONS);
            assertThat(table.owner(0)).isNull();
            assertThat(table.owner(PARTITIONS - 1)).isNull();
            assertThat(table.ownedBy(NodeId.of("a-0")).isEmpty()).isTrue();
        }
    }

    @Test
    void theOnlyOwnerOwnsAll() {
        PartitionTable table = PartitionTable.empty(PARTITIONS).with(List.of(share("a", 1)));
        assertThat(table.ownedBy(NodeId.of("a")).cardinality()).isEqualTo(PARTITIONS);
        assertThat(table.ownedBy(NodeId.of("b")).cardinality()).isZero();
    }

    @Test
    void ownersMustBeSortedEachOnce() {
        PartitionTable table = PartitionTable.empty(16);
        assertThatThrownBy(() -> table.with(List.of(share("b", 1), share("a", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sorted by name");
        assertThatThrownBy(() -> table.with(List.of(share("a", 1), share("a", 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameOwnersAreTheSameTable() {
        PartitionTable table = PartitionTable.empty(PARTITIONS).with(owners("a", 3));
        assertThat(table.with(owners("a", 3))).isSameAs(table);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void eightNodesShareEvenlyByTheUsualNumber(int nodes) {
        assertEven(nodes, PARTITIONS);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 16})
    void sixteenNodesShareEvenlyByFourTimesTheUsualNumber(int nodes) {
        assertEven(nodes, 4 * PARTITIONS);
    }

    @Test
    void aFourthNodeTakesItsShareAndNothingMovesBetweenTheOthers() {
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            List<Share> four = owners("n" + cluster, 4);
            for (Share fourth : four) {
                List<Share> three = new ArrayList<>(four);
                three.remove(fourth);
                PartitionTable before = PartitionTable.empty(PARTITIONS).with(three);
                PartitionTable after = before.with(four);
                int moved = 0;
                for (int i = 0; i < NAMES; i++) {
                    NodeId to = ownerOf(after, "device-" + i);
                    if (!to.equals(ownerOf(before, "device-" + i))) {
                        assertThat(to).isEqualTo(fourth.node());
                        moved++;
                    }
                }
                assertThat(moved / (double) NAMES).isBetween(0.22, 0.28);
            }
        }
    }

    @Test
    void oneThatGoesLosesItsOwnAndNobodyElseAny() {
        List<Share> five = owners("n", 5);
        PartitionTable before = PartitionTable.empty(PARTITIONS).with(five);
        for (Share gone : five) {
            List<Share> four = new ArrayList<>(five);
            four.remove(gone);
            PartitionTable after = before.with(four);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                NodeId was = before.owner(partition);
                if (gone.node().equals(was)) {
                    assertThat(after.owner(partition)).isNotNull().isNotEqualTo(was);
                } else {
                    assertThat(after.owner(partition)).isEqualTo(was);
                }
            }
            for (Share each : four) {
                int inherited = after.ownedBy(each.node()).cardinality()
                        - before.ownedBy(each.node()).cardinality();
                assertThat(inherited).as("heirs share what is left").isBetween(130, 280);
            }
        }
    }

    @Test
    void twiceTheWeightHasTwiceTheNames() {
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            List<Share> owners =
                    List.of(share("a" + cluster, 100), share("b" + cluster, 200), share("c" + cluster, 100));
            PartitionTable table = PartitionTable.empty(4 * PARTITIONS).with(owners);
            Map<NodeId, Integer> names = count(table, cluster);
            assertThat(share(names, owners.get(0))).isBetween(0.235, 0.265);
            assertThat(share(names, owners.get(1))).isBetween(0.48, 0.52);
            assertThat(share(names, owners.get(2))).isBetween(0.235, 0.265);
        }
    }

    @Test
    void moreWeightTakesAndLessWeightGives() {
        List<Share> even = owners("n", 3);
        NodeId changed = even.get(1).node();
        PartitionTable before = PartitionTable.empty(PARTITIONS).with(even);
        PartitionTable after = before.with(List.of(even.get(0), new Share(changed, 300), even.get(2)));
        BitSet lost = before.ownedBy(changed);
        lost.andNot(after.ownedBy(changed));
        assertThat(lost.isEmpty()).isTrue();
        assertThat(after.ownedBy(changed).cardinality() / (double) PARTITIONS).isBetween(0.57, 0.63);
        assertOwners(after.with(even), before);
    }

    /** The laws under any history: 300 changes of up to ten of twenty nodes each, beside a table made anew. */
    @Test
    void aTableHangsOnItsOwnersAndNotOnWhatWasBefore() {
        for (long seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int partitions = 16 + random.nextInt(500);
            TreeMap<NodeId, Share> owners = new TreeMap<>();
            PartitionTable table = PartitionTable.empty(partitions);
            for (int step = 0; step < 300; step++) {
                TreeMap<NodeId, Share> next = new TreeMap<>(owners);
                for (int i = random.nextInt(10); i >= 0; i--) {
                    NodeId node = NodeId.of("node-" + random.nextInt(20));
                    if (random.nextBoolean()) {
                        next.remove(node);
                    } else {
                        next.put(node, new Share(node, random.nextBoolean() ? 100 : 1 + random.nextInt(1_000)));
                    }
                }
                PartitionTable after = table.with(List.copyOf(next.values()));
                PartitionTable anew = PartitionTable.empty(partitions).with(List.copyOf(next.values()));
                assertOwners(after, anew);
                assertPartition(after);
                assertMovesOnlyWhatChanged(table, after);
                table = after;
                owners = next;
            }
        }
    }

    /** Each partition is in the set of its owner and in no other. */
    private static void assertPartition(PartitionTable table) {
        int sum = 0;
        for (Share each : table.owners()) {
            BitSet owned = table.ownedBy(each.node());
            sum += owned.cardinality();
            assertThat(owned.stream()).allMatch(partition -> each.node().equals(table.owner(partition)));
        }
        assertThat(sum).isEqualTo(table.owners().isEmpty() ? 0 : table.partitions());
    }

    /** What moves, comes from one that went or changed its weight, or goes to one that came or changed it. */
    private static void assertMovesOnlyWhatChanged(PartitionTable before, PartitionTable after) {
        for (int partition = 0; partition < before.partitions(); partition++) {
            NodeId from = before.owner(partition);
            NodeId to = after.owner(partition);
            boolean stayed = isIn(before.owners(), after.owners(), from) && isIn(before.owners(), after.owners(), to);
            assertThat(stayed && !Objects.equals(from, to)).isFalse();
        }
    }

    private static boolean isIn(List<Share> some, List<Share> others, @Nullable NodeId node) {
        return some.stream().anyMatch(share -> share.node().equals(node) && others.contains(share));
    }

    private static void assertEven(int nodes, int partitions) {
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            PartitionTable table = PartitionTable.empty(partitions).with(owners("node-" + cluster, nodes));
            Map<NodeId, Integer> names = count(table, cluster);
            assertThat(names).hasSize(nodes);
            int most = names.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
            assertThat(most * (double) nodes / NAMES).as("cluster %d", cluster).isLessThanOrEqualTo(UNEVEN_MAX);
        }
    }

    private static Map<NodeId, Integer> count(PartitionTable table, int salt) {
        Map<NodeId, Integer> names = new HashMap<>();
        for (int i = 0; i < NAMES; i++) {
            names.merge(ownerOf(table, "device-" + salt + "-" + i), 1, Integer::sum);
        }
        return names;
    }

    private static double share(Map<NodeId, Integer> names, Share owner) {
        return names.getOrDefault(owner.node(), 0) / (double) NAMES;
    }

    private static NodeId ownerOf(PartitionTable table, String name) {
        return Objects.requireNonNull(table.owner(table.partitionOf(name)));
    }

    private static void assertOwners(PartitionTable actual, PartitionTable expected) {
        assertThat(actual.owners()).isEqualTo(expected.owners());
        for (int partition = 0; partition < expected.partitions(); partition++) {
            if (!Objects.equals(actual.owner(partition), expected.owner(partition))) {
                assertThat(actual.owner(partition))
                        .as("partition %d", partition)
                        .isEqualTo(expected.owner(partition));
            }
        }
    }

    private static List<Share> owners(String prefix, int count) {
        List<Share> owners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            owners.add(share(prefix + "-" + (char) ('0' + i), 100));
        }
        return owners;
    }

    private static Share share(String node, int weight) {
        return new Share(NodeId.of(node), weight);
    }
}
