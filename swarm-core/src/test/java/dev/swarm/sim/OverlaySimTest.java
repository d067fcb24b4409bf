package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Entity;
import dev.swarm.api.NodeId;
import dev.swarm.api.Position;
import dev.swarm.api.Waypoint;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.OverlayEvent;
import dev.swarm.api.event.WaypointAdded;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
import dev.swarm.engine.wire.overlay.WaypointValue;
import dev.swarm.sim.net.LinkProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Entities and waypoints on whole nodes, over the simulated network. */
class OverlaySimTest {

    private static final Duration JOIN_TIME = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final List<Told> told = new ArrayList<>();

    @SimTest(seeds = 10)
    void anEntityIsSoonTheSameEverywhere(long seed) {
        SimCluster cluster = converged(seed, 3);

        update(cluster.node(0), "hero", "status", "active");
        cluster.runFor(A_MOMENT);

        for (SimNode node : cluster.nodes()) {
            Entity hero = entity(node, "hero");
            assertThat(fields(hero)).containsExactly(Map.entry("status", "active"));
            assertThat(hero.node()).isEqualTo(cluster.node(0).id());
            assertThat(node.overlay().entities()).containsExactly(hero);
        }
    }

    @SimTest(seeds = 10)
    void eachChangeIsToldOnceOnEachNode(long seed) {
        SimCluster cluster = converged(seed, 3);

        update(cluster.node(0), "hero", "status", "active");
        waypoint(cluster.node(1), "wp1", "here");
        cluster.runFor(A_MOMENT);
        removeEntity(cluster.node(2), "hero");
        removeWaypoint(cluster.node(2), "wp1");
        removeWaypoint(cluster.node(2), "unknown");
        cluster.runFor(Duration.ofMinutes(3));

        for (SimNode node : cluster.nodes()) {
            List<OverlayEvent> events = eventsAt(node.id());
            assertThat(events).hasSize(4);
            assertThat(kinds(events, "hero")).containsExactly("EntityUpdated", "EntityRemoved");
            assertThat(kinds(events, "wp1")).containsExactly("WaypointAdded", "WaypointRemoved");
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.origin())
                            .isEqualTo(cluster.node(originOf(event)).id()));
        }
    }

    @SimTest(seeds = 10)
    void aWaypointAddedTwiceIsOne(long seed) {
        SimCluster cluster = converged(seed, 3);

        waypoint(cluster.node(0), "wp1", "one");
        waypoint(cluster.node(1), "wp1", "other");
        waypoint(cluster.node(2), "wp2", "else");
        cluster.runFor(A_MOMENT);

        List<Waypoint> first = cluster.node(0).overlay().waypoints();
        assertThat(first).extracting(Waypoint::id).containsExactly("wp1", "wp2");
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(node.overlay().waypoints()).isEqualTo(first));
    }

    @SimTest(seeds = 10)
    void fieldsWrittenApartAreBothKept(long seed) {
        SimCluster cluster = converged(seed, 3);
        update(cluster.node(0), "hero", "status", "active");
        cluster.runFor(A_MOMENT);

        cluster.partition(List.of(cluster.node(0)), List.of(cluster.node(1), cluster.node(2)));
        merge(cluster.node(0), "hero", "health", "90");
        merge(cluster.node(1), "hero", "city", "gotham");
        cluster.runFor(A_MOMENT);
        merge(cluster.node(2), "hero", "city", "metropolis");
        cluster.heal();
        cluster.runUntil("equal", () -> areEqual(cluster), Duration.ofMinutes(2));

        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(fields(entity(node, "hero")))
                        .containsExactlyInAnyOrderEntriesOf(
                                Map.of("status", "active", "health", "90", "city", "metropolis")));
    }

    @SimTest(seeds = 10)
    void whatHasATimeToLiveEndsEverywhereAlsoWithoutItsWriter(long seed) {
        SimCluster cluster = converged(seed, 3);
        cluster.node(0).write((now, overlay) -> overlay.update(now, "short", value("a", "1", 5_000)));
        cluster.node(1).write((now, overlay) -> overlay.update(now, "orphan", value("a", "1", 5_000)));
        update(cluster.node(0), "lasting", "a", "1");
        cluster.runFor(Duration.ofSeconds(4));
        cluster.node(1).crash();
        assertThat(cluster.node(2).overlay().entities()).hasSize(3);

        cluster.runFor(Duration.ofSeconds(6));

        for (int index : new int[] {0, 2}) {
            assertThat(cluster.node(index).overlay().entities())
                    .extracting(Entity::id)
                    .containsExactly("lasting");
        }
    }

    @SimTest(seeds = 60)
    void afterFaultsAllNodesShowTheSame(long seed) {
        SimSettings settings = SimSettings.of(5).with(LinkProfile.lan().withLoss(0.05));
        SimCluster cluster = SimCluster.of(seed, settings);
        cluster.listen(told::add);
        cluster.startAllAndConverge(JOIN_TIME);
        SplittableRandom chance = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            disturb(cluster, chance);
            for (SimNode node : cluster.nodes()) {
                if (node.isRunning()) {
                    writeSomething(node, chance);
                }
            }
            cluster.runFor(Duration.ofMillis(chance.nextInt(3_000)));
        }
        cluster.heal();
        for (int i = 0; i < cluster.nodes().size(); i++) {
            if (!cluster.node(i).isRunning()) {
                cluster.start(i);
            }
        }
        cluster.runUntil("equal", () -> areEqual(cluster), Duration.ofMinutes(5));
        cluster.runFor(Duration.ofSeconds(70));

        assertThat(areEqual(cluster)).isTrue();
        List<Entity> first = cluster.node(0).overlay().entities();
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(node.overlay().entities()).isEqualTo(first));
    }

    private static void disturb(SimCluster cluster, SplittableRandom chance) {
        int index = chance.nextInt(cluster.nodes().size());
        SimNode node = cluster.node(index);
        switch (chance.nextInt(6)) {
            case 0 ->
                cluster.partition(
                        cluster.range(0, 1 + index % 4),
                        cluster.range(1 + index % 4, cluster.nodes().size()));
            case 1 -> cluster.heal();
            case 2 -> {
                if (node.isRunning() && index > 0) {
                    node.crash();
                }
            }
            case 3 -> {
                if (!node.isRunning()) {
                    cluster.start(index);
                }
            }
            default -> {
                // A quiet round.
            }
        }
    }

    private static void writeSomething(SimNode node, SplittableRandom chance) {
        String id = "x" + chance.nextInt(10);
        switch (chance.nextInt(5)) {
            case 0 -> removeEntity(node, id);
            case 1 -> merge(node, id, "f" + chance.nextInt(3), "v" + chance.nextInt());
            case 2 -> waypoint(node, id, "label" + chance.nextInt());
            case 3 -> removeWaypoint(node, id);
            default -> update(node, id, "a", "v" + chance.nextInt());
        }
    }

    private SimCluster converged(long seed, int nodes) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(nodes));
        cluster.listen(told::add);
        cluster.startAllAndConverge(JOIN_TIME);
        cluster.runFor(Duration.ofSeconds(5));
        return cluster;
    }

    private static boolean areEqual(SimCluster cluster) {
        return cluster.nodes().stream()
                        .map(node -> node.overlay().digest())
                        .distinct()
                        .count()
                == 1;
    }

    private List<OverlayEvent> eventsAt(NodeId node) {
        List<OverlayEvent> events = new ArrayList<>();
        for (Told each : told) {
            if (each.observer().equals(node) && each.event() instanceof OverlayEvent event) {
                events.add(event);
            }
        }
        return events;
    }

    private static List<String> kinds(List<OverlayEvent> events, String id) {
        return events.stream()
                .filter(event -> event.id().equals(id))
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static int originOf(OverlayEvent event) {
        if (event instanceof EntityUpdated) {
            return 0;
        }
        return event instanceof WaypointAdded ? 1 : 2;
    }

    private static void update(SimNode node, String id, String field, String text) {
        node.write((now, overlay) -> overlay.update(now, id, value(field, text, 0)));
    }

    private static void merge(SimNode node, String id, String field, String text) {
        node.write((now, overlay) -> overlay.merge(now, id, List.of(field(field, text))));
    }

    private static void removeEntity(SimNode node, String id) {
        node.write((now, overlay) -> overlay.removeEntity(now, id));
    }

    private static void waypoint(SimNode node, String id, String label) {
        WaypointValue value = new WaypointValue(Position.of(1, 2), label, Map.of("k", "v"));
        node.write((now, overlay) -> overlay.addWaypoint(now, id, value));
    }

    private static void removeWaypoint(SimNode node, String id) {
        node.write((now, overlay) -> overlay.removeWaypoint(now, id));
    }

    private static EntityValue value(String field, String text, long timeToLiveMillis) {
        return new EntityValue(true, timeToLiveMillis, List.of(field(field, text)));
    }

    private static Field field(String name, String text) {
        return new Field(name, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Entity entity(SimNode node, String id) {
        return Objects.requireNonNull(node.overlay().entity(id), id);
    }

    private static Map<String, String> fields(Entity entity) {
        Map<String, String> fields = new TreeMap<>();
        List<?> stored = entity.as(List.class);
        stored.stream()
                .map(Field.class::cast)
                .forEach(field -> fields.put(field.name(), new String(field.content(), StandardCharsets.UTF_8)));
        return fields;
    }
}
