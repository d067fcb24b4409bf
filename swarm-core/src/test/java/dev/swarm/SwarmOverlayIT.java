package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Entity;
import dev.swarm.api.Position;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.TacticalOverlay.Snapshot;
import dev.swarm.api.Waypoint;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.config.StaticConfig;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.OverlayEvent;
import dev.swarm.api.failure.SwarmRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overlay as users have it, on real sockets. */
class SwarmOverlayIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<Swarm> nodes = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A hero as users would write it. */
    record Hero(String name, int health, Position position, List<String> skills) {}

    @AfterEach
    void close() {
        nodes.forEach(Swarm::close);
    }

    @Test
    void typedDataIsTheSameOnEveryNode() {
        TacticalOverlay here = start("gotham").overlay();
        TacticalOverlay there = start("metropolis").overlay();
        Hero hero = new Hero("Batman", 100, new Position(1, 2, 3), List.of("stealth", "gadgets"));

        here.updateEntity("hero-1", hero).join();
        here.addWaypoint(Waypoint.of("wp1", Position.of(4, 5), "signal")).join();

        assertThat(here.entity("hero-1", Hero.class)).contains(hero);
        await().atMost(LONG).until(() -> there.digest().equals(here.digest()));
        assertThat(there.entity("hero-1", Hero.class)).contains(hero);
        assertThat(there.entity("hero-1").orElseThrow().data())
                .isEqualTo(Map.of(
                        "name",
                        "Batman",
                        "health",
                        100,
                        "position",
                        Map.of("x", 1.0, "y", 2.0, "z", 3.0),
                        "skills",
                        List.of("stealth", "gadgets")));
        assertThat(there.waypoints()).singleElement().satisfies(waypoint -> {
            assertThat(waypoint.label()).isEqualTo("signal");
            assertThat(waypoint.createdBy()).isEqualTo(nodes.get(0).self().id());
        });
        there.mergeEntity("hero-1", Map.of("health", 90)).join();
        await().atMost(LONG)
                .until(() -> here.entity("hero-1", Hero.class).orElseThrow().health() == 90);
        assertThat(here.entity("hero-1", Hero.class).orElseThrow().name()).isEqualTo("Batman");
    }

    @Test
    void aSubscriberIsToldWhatIsThereAndThenEachChangeOnce() {
        assertTheCutIsExact(TacticalOverlay::subscribe);
    }

    @Test
    void aSubscriberOnTheProtocolsThreadIsToldTheSame() {
        assertTheCutIsExact((overlay, listener) -> overlay.subscribe(listener, Runnable::run));
    }

    @Test
    void aSubscriberWithThreadsOfItsOwnIsToldTheSame() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            assertTheCutIsExact((overlay, listener) -> overlay.subscribe(listener, threads));
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertTheCutIsExact(
            BiFunction<TacticalOverlay, TacticalOverlay.Listener, TacticalOverlay.Subscription> subscribe) {
        TacticalOverlay overlay = start("gotham").overlay();
        overlay.updateEntity("before", "1").join();
        ConcurrentLinkedQueue<Object> told = new ConcurrentLinkedQueue<>();

        TacticalOverlay.Subscription subscription = subscribe.apply(overlay, new TacticalOverlay.Listener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                told.add(snapshot);
            }

            @Override
            public void onEvent(OverlayEvent event) {
                told.add(event);
            }
        });
        for (int i = 0; i < 100; i++) {
            overlay.updateEntity("after" + i, i).join();
        }
        await().atMost(LONG).until(() -> told.size() == 101);
        subscription.close();
        overlay.updateEntity("later", "1").join();

        assertThat(told.poll())
                .isInstanceOfSatisfying(
                        Snapshot.class,
                        snapshot -> assertThat(snapshot.entities())
                                .extracting(Entity::id)
                                .containsExactly("before"));
        for (int i = 0; i < 100; i++) {
            int number = i;
            assertThat(told.poll()).isInstanceOfSatisfying(EntityUpdated.class, event -> {
                assertThat(event.id()).isEqualTo("after" + number);
                assertThat(event.entity().data()).isEqualTo(number);
            });
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whatCannotBeWrittenFailsAlone() {
        TacticalOverlay overlay = start("gotham").overlay();
        Map<String, Object> endless = new HashMap<>();
        endless.put("self", endless);

        assertThatThrownBy(() -> overlay.updateEntity("x", endless).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> overlay.updateEntity("x", "y".repeat(70_000)).join())
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than the 65536 allowed");
        assertThatThrownBy(() -> overlay.updateEntity("", "y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> overlay.mergeEntity("x", "no object").join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(overlay.entities()).isEmpty();
        overlay.updateEntity("x", "y").join();
        assertThat(overlay.entity("x", String.class)).contains("y");
        assertThatThrownBy(() -> overlay.entity("x", Hero.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNodeThatIsAloneWorksTheSame() {
        Swarm alone = Swarm.builder().enabled(false).build();
        nodes.add(alone);
        assertThatThrownBy(() -> alone.overlay().updateEntity("x", 1).join())
                .hasCauseInstanceOf(SwarmRejectedException.class);
        alone.start();

        alone.overlay().updateEntity("x", 1).join();

        assertThat(alone.overlay().entity("x", Integer.class)).contains(1);
        alone.overlay().removeEntity("x").join();
        assertThat(alone.overlay().entities()).isEmpty();
        assertThat(alone.overlay().load().tombstones()).isZero();
    }

    @Test
    void whatWasStoredIsThereAfterAllHaveEnded() {
        Swarm first = stored("gotham", folder.resolve("gotham.snapshot"));
        first.overlay().updateEntity("kept", Map.of("a", 1)).join();
        first.overlay().updateEntity("removed", 1).join();
        first.overlay().removeEntity("removed").join();
        first.stop();

        Swarm second = stored("gotham", folder.resolve("gotham.snapshot"));

        assertThat(second.overlay().entities()).extracting(Entity::id).containsExactly("kept");
        assertThat(second.overlay().entity("kept").orElseThrow().data()).isEqualTo(Map.of("a", 1));
        second.overlay().updateEntity("kept", Map.of("a", 2)).join();
        second.stop();
        Swarm third = stored("gotham", folder.resolve("gotham.snapshot"));
        assertThat(third.overlay().entity("kept").orElseThrow().data()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void aBrokenSnapshotIsPutAsideAndTheNodeStarts() throws IOException {
        Path file = folder.resolve("gotham.snapshot");
        Swarm first = stored("gotham", file);
        first.overlay().updateEntity("kept", "x".repeat(100)).join();
        first.stop();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        Swarm second = stored("gotham", file);

        assertThat(second.overlay().entities()).isEmpty();
        assertThat(folder.resolve("gotham.snapshot.broken")).exists().hasBinaryContent(bytes);
    }

    private Swarm stored(String name, Path file) {
        OverlayConfig overlay =
                OverlayConfig.defaults().withStorage(new OverlayConfig.Storage(file, Duration.ofSeconds(10)));
        Swarm node = Swarm.builder()
                .name(name)
                .cluster("overlay-it")
                .port(0)
                .hosts(StaticConfig.of(List.of()))
                .overlay(overlay)
                .build();
        nodes.add(node);
        node.start();
        return node;
    }

    private Swarm start(String name) {
        List<String> hosts =
                nodes.stream().map(node -> node.self().address().toString()).toList();
        Swarm node = Swarm.builder()
                .name(name)
                .cluster("overlay-it")
                .port(0)
                .membership(MembershipConfig.local())
                .hosts(StaticConfig.of(hosts))
                .build();
        nodes.add(node);
        node.start();
        return node;
    }
}
