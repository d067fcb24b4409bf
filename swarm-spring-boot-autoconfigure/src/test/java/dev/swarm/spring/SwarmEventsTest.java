package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

/** What {@code @EventListener} methods of one context hear of the node of another. */
class SwarmEventsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();

    @Test
    void listenersOfARecordHearOfAJoinAndALeaveOnce() {
        listening().run(one -> {
            Recorder recorder = one.getBean(Recorder.class);
            second(one.getBean(Swarm.class)).run(two -> await().atMost(LONG).until(() -> !recorder.up.isEmpty()));
            await().atMost(LONG).until(() -> !recorder.left.isEmpty());
            assertThat(recorder.up).extracting(event -> event.node().name()).containsExactly("two");
            assertThat(recorder.left).extracting(event -> event.node().name()).containsExactly("two");
            assertThat(recorder.down).isEmpty();
            assertThat(recorder.changed).extracting(NodeStatusChanged::current).endsWith(MemberStatus.LEFT);
        });
    }

    @Test
    void listenersHearOfANodeThatWasLostOnce() {
        listening().run(one -> {
            Recorder recorder = one.getBean(Recorder.class);
            try (Swarm lost = stranger(one.getBean(Swarm.class))) {
                lost.start();
                await().atMost(LONG).until(() -> !recorder.up.isEmpty());
            }
            await().atMost(LONG).until(() -> !recorder.down.isEmpty());
            assertThat(recorder.down).extracting(event -> event.node().name()).containsExactly("lost");
            assertThat(recorder.left).isEmpty();
        });
    }

    @Test
    void listenersOfTheFamilyHearEverythingInOrder() {
        listening().run(one -> {
            Recorder recorder = one.getBean(Recorder.class);
            second(one.getBean(Swarm.class)).run(two -> await().atMost(LONG).until(() -> !recorder.up.isEmpty()));
            await().atMost(LONG).until(() -> recorder.all.stream().anyMatch(NodeLeft.class::isInstance));
            assertThat(recorder.all).filteredOn(MemberEvent.class::isInstance).satisfies(events -> {
                assertThat(events).first().isInstanceOf(NodeUp.class);
                assertThat(events).last().isInstanceOf(NodeLeft.class);
            });
            assertThat(recorder.all)
                    .filteredOn(CommanderElected.class::isInstance)
                    .extracting(event -> event.node().name())
                    .containsExactly("one");
            assertThat(recorder.threads).hasSize(1).allMatch(Thread::isDaemon);
        });
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheEvents() {
        listening().withBean(Thrower.class).run(one -> {
            Swarm swarm = one.getBean(Swarm.class);
            second(swarm)
                    .run(two ->
                            await().atMost(LONG).until(() -> swarm.statistics().listenerFailures() > 0));
            Recorder recorder = one.getBean(Recorder.class);
            await().atMost(LONG).until(() -> !recorder.left.isEmpty());
        });
    }

    @Test
    void nothingIsPublishedByAContextThatIsClosed() {
        listening().run(one -> {
            Swarm first = one.getBean(Swarm.class);
            second(first).run(two -> {
                Recorder recorder = one.getBean(Recorder.class);
                await().atMost(LONG).until(() -> !recorder.up.isEmpty());
                one.getSourceApplicationContext().close();
                int heard = recorder.all.size();
                try (Swarm again = first) {
                    again.start();
                    again.discovery()
                            .join(two.getBean(Swarm.class).self().address())
                            .join();
                    await().atMost(LONG).until(() -> again.topology().nodeCount() == 2);
                    assertThat(recorder.all).hasSize(heard);
                }
            });
        });
    }

    @Test
    void aContextThatIsStartedAgainHearsEachEventOnce() {
        listening().run(one -> {
            Recorder recorder = one.getBean(Recorder.class);
            one.getSourceApplicationContext().stop();
            one.getSourceApplicationContext().start();
            second(one.getBean(Swarm.class)).run(two -> await().atMost(LONG).until(() -> !recorder.up.isEmpty()));
            await().atMost(LONG).until(() -> !recorder.left.isEmpty());
            assertThat(recorder.up).hasSize(1);
            assertThat(recorder.left).hasSize(1);
        });
    }

    private ApplicationContextRunner listening() {
        return TestNodes.runner(cluster, "one").withBean(Recorder.class);
    }

    private ApplicationContextRunner second(Swarm first) {
        return TestNodes.runner(cluster, "two").withPropertyValues(TestNodes.seed(first));
    }

    private Swarm stranger(Swarm first) {
        return Swarm.builder()
                .cluster(cluster)
                .name("lost")
                .bindAddress("127.0.0.1")
                .port(0)
                .hosts(first.self().address().toString())
                .build();
    }

    static class Recorder {

        private final List<NodeUp> up = new CopyOnWriteArrayList<>();
        private final List<NodeDown> down = new CopyOnWriteArrayList<>();
        private final List<NodeLeft> left = new CopyOnWriteArrayList<>();
        private final List<NodeStatusChanged> changed = new CopyOnWriteArrayList<>();
        private final List<SwarmEvent> all = new CopyOnWriteArrayList<>();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        @EventListener
        void onUp(NodeUp event) {
            up.add(event);
        }

        @EventListener
        void onDown(NodeDown event) {
            down.add(event);
        }

        @EventListener
        void onLeft(NodeLeft event) {
            left.add(event);
        }

        @EventListener
        void onChange(NodeStatusChanged event) {
            changed.add(event);
        }

        @EventListener
        void onAny(SwarmEvent event) {
            all.add(event);
            if (!threads.contains(Thread.currentThread())) {
                threads.add(Thread.currentThread());
            }
        }
    }

    static class Thrower {

        @EventListener
        void onUp(NodeUp event) {
            throw new IllegalStateException("thrown on purpose at " + event.node());
        }
    }
}
