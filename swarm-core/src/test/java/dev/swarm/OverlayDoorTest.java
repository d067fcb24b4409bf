package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Position;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.event.EntityRemoved;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.OverlayEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users may hand to the overlay, on a node that is alone. */
class OverlayDoorTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Swarm node = Swarm.builder().enabled(false).build();
    private final TacticalOverlay overlay = node.overlay();

    @BeforeEach
    void start() {
        node.start();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aVeryLongTimeToLiveIsLong() {
        overlay.updateEntity("hero", 1, Duration.ofDays(365_000)).join();
        overlay.updateEntity("other", 1).join();
        assertThat(overlay.entity("hero", Integer.class)).contains(1);
        assertThat(overlay.entity("hero").orElseThrow().timeToLive()).isEqualTo(Duration.ofDays(365_000));
    }

    @Test
    void aTimeToLiveThatCannotBeCountedIsRefused() {
        assertThatThrownBy(() -> overlay.updateEntity("hero", 1, Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> overlay.updateEntity("hero", 1, Duration.ofNanos(999_999)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatHasATimeToLiveEndsByItself() {
        List<OverlayEvent> events = new CopyOnWriteArrayList<>();
        TacticalOverlay.Subscription subscription = overlay.subscribe(events::add);
        overlay.updateEntity("hero", 1, Duration.ofMillis(20)).join();
        await().atMost(LONG).until(() -> events.size() == 2);
        assertThat(events.get(0)).isInstanceOf(EntityUpdated.class);
        assertThat(events.get(1)).isInstanceOf(EntityRemoved.class);
        assertThat(overlay.entities()).isEmpty();
        subscription.close();
    }

    /** Written as UTF-8 it would be another id on every other node. */
    @ParameterizedTest
    @ValueSource(strings = {"\ud83e", "a\udd87", ""})
    void anIdThatIsNoTextIsRefused(String id) {
        assertThatThrownBy(() -> overlay.updateEntity(id, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> overlay.mergeEntity(id, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> overlay.removeEntity(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> overlay.removeWaypoint(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdMayHaveAThousandBytes() {
        overlay.updateEntity("é".repeat(500), 1).join();
        assertThat(overlay.entity("é".repeat(500))).isPresent();
        assertThatThrownBy(() -> overlay.updateEntity("é".repeat(501), 1))
                .hasMessage("An id must have 1 to 1000 bytes in UTF-8, but this one has 1002");
    }

    @Test
    void namesOfFieldsMayBeAnything() {
        Map<String, Object> unusual = Map.of("", 1);
        Map<String, Object> lengthy = Map.of("x".repeat(2_000), 1, "a", 2);
        overlay.updateEntity("unusual", unusual).join();
        overlay.updateEntity("lengthy", lengthy).join();
        assertThat(overlay.entity("unusual").orElseThrow().data()).isEqualTo(unusual);
        assertThat(overlay.entity("lengthy").orElseThrow().data()).isEqualTo(lengthy);
        assertThat(overlay.entity("lengthy", Map.class)).contains(lengthy);
    }

    @Test
    void fieldsThatCannotBeMergedAreRefused() {
        assertThatThrownBy(() ->
                        overlay.mergeEntity("x", Map.of("x".repeat(2_000), 1)).join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> overlay.mergeEntity("x", 1).join()).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(overlay.entities()).isEmpty();
    }

    @Test
    void whatASnapshotRestoresIsToldAtTheStart(@TempDir Path folder) {
        OverlayConfig.Storage storage = new OverlayConfig.Storage(folder.resolve("state"), Duration.ofSeconds(10));
        try (Swarm storing = Swarm.builder()
                .enabled(false)
                .overlay(OverlayConfig.defaults().withStorage(storage))
                .build()) {
            storing.start();
            storing.overlay().updateEntity("hero", 1).join();
            storing.stop();
            List<OverlayEvent> told = new CopyOnWriteArrayList<>();
            Swarm.Subscription subscription = storing.subscribe(event -> {
                if (event instanceof OverlayEvent change) {
                    told.add(change);
                }
            });
            storing.start();
            await().atMost(LONG).until(() -> !told.isEmpty());
            assertThat(told).singleElement().isInstanceOf(EntityUpdated.class);
            subscription.close();
        }
    }

    @Test
    void aWaypointThatIsTooLongIsRefused() {
        Waypoint lengthy = Waypoint.of("signal", Position.of(1, 2), "x".repeat(70_000));
        assertThatThrownBy(() -> overlay.addWaypoint(lengthy).join())
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than the 65536 allowed");
        assertThat(overlay.waypoints()).isEmpty();
    }
}
