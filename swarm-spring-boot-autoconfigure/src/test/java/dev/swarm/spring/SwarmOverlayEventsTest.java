package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.Position;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.api.event.EntityRemoved;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.OverlayEvent;
import dev.swarm.api.event.WaypointAdded;
import dev.swarm.api.event.WaypointRemoved;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

/** What {@code @EventListener} methods hear of shared state, wherever it was written. */
class SwarmOverlayEventsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Of changes made on node one, in their order. */
    private static final String[] ALL_OF_ONE = {
        "updated hero by one", "added signal by one", "removed hero by one", "removed signal by one"
    };

    private final String cluster = TestNodes.newCluster();

    @Test
    void listenersHearOfLocalAndRemoteChangesOnceEach() {
        node("one")
                .run(one -> node("two")
                        .withPropertyValues(TestNodes.seed(one.getBean(Swarm.class)))
                        .run(two -> {
                            for (ApplicationContext writer : List.of(one, two)) {
                                String name =
                                        writer.getBean(Swarm.class).self().id().name();
                                changeEverything(
                                        writer.getBean(TacticalOverlay.class), two.getBean(TacticalOverlay.class));
                                for (ApplicationContext reader : List.of(one, two)) {
                                    Recorder recorder = reader.getBean(Recorder.class);
                                    String[] expected = List.of(ALL_OF_ONE).stream()
                                            .map(line -> line.replace("by one", "by " + name))
                                            .toArray(String[]::new);
                                    await().atMost(LONG).until(() -> recorder.heard.size() >= expected.length);
                                    assertThat(recorder.heard).containsExactly(expected);
                                    assertThat(recorder.family).hasSize(expected.length);
                                    recorder.heard.clear();
                                    recorder.family.clear();
                                }
                            }
                        }));
    }

    @Test
    void aListenerThatThrowsKeepsNothingFromTheOthers() {
        TestNodes.switchedOff().withBean(Thrower.class).withBean(Recorder.class).run(context -> {
            TacticalOverlay overlay = context.getBean(TacticalOverlay.class);
            overlay.updateEntity("hero", 1).join();
            Swarm swarm = context.getBean(Swarm.class);
            await().atMost(LONG).until(() -> swarm.statistics().listenerFailures() == 1);
            assertThat(context.getBean(Recorder.class).heard).containsExactly("updated hero by " + name(swarm));
            assertThat(context.getBean(Recorder.class).family).hasSize(1);
        });
    }

    @Test
    void listenersWithoutAParameterAreIsolatedToo() {
        TestNodes.switchedOff().withBean(Signal.class).withBean(Recorder.class).run(context -> {
            context.getBean(TacticalOverlay.class)
                    .addWaypoint(Waypoint.of("signal", Position.of(1, 2), "bat"))
                    .join();
            Recorder recorder = context.getBean(Recorder.class);
            await().atMost(LONG).until(() -> !recorder.heard.isEmpty());
            Swarm swarm = context.getBean(Swarm.class);
            await().atMost(LONG).until(() -> swarm.statistics().listenerFailures() == 1);
        });
    }

    /** Waits after each change until it is everywhere, so that all nodes hear of all of them. */
    private static void changeEverything(TacticalOverlay writer, TacticalOverlay other) {
        writer.updateEntity("hero", Map.of("name", "Batman")).join();
        writer.addWaypoint(Waypoint.of("signal", Position.of(1, 2), "bat")).join();
        await().atMost(LONG)
                .until(() -> !other.entities().isEmpty() && !other.waypoints().isEmpty());
        writer.removeEntity("hero").join();
        writer.removeWaypoint("signal").join();
        await().atMost(LONG)
                .until(() -> other.entities().isEmpty() && other.waypoints().isEmpty());
    }

    private static String name(Swarm swarm) {
        return swarm.self().id().name();
    }

    private ApplicationContextRunner node(String name) {
        return TestNodes.runner(cluster, name).withBean(Recorder.class);
    }

    static class Recorder {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<OverlayEvent> family = new CopyOnWriteArrayList<>();

        @EventListener
        void onUpdate(EntityUpdated event) {
            heard.add("updated " + event.entity().id() + " by " + event.origin());
        }

        @EventListener
        void onRemoval(EntityRemoved event) {
            heard.add("removed " + event.id() + " by " + event.origin());
        }

        @EventListener
        void onWaypoint(WaypointAdded event) {
            heard.add("added " + event.waypoint().id() + " by " + event.origin());
        }

        @EventListener
        void onWaypointRemoval(WaypointRemoved event) {
            heard.add("removed " + event.id() + " by " + event.origin());
        }

        @Order(1)
        @EventListener
        void onAny(OverlayEvent event) {
            family.add(event);
        }
    }

    static class Thrower {

        @Order(0)
        @EventListener
        void onUpdate(EntityUpdated event) {
            throw new IllegalStateException("thrown on purpose at " + event.id());
        }
    }

    static class Signal {

        @Order(0)
        @EventListener(WaypointAdded.class)
        void onSignal() {
            throw new IllegalStateException("thrown on purpose");
        }
    }
}
