package dev.swarm.spring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.event.GroupJoined;
import dev.swarm.api.event.GroupLeft;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.api.event.NameUnregistered;
import dev.swarm.api.event.RegistryEvent;
import dev.swarm.api.event.WorkerMoved;
import dev.swarm.api.registry.Placement;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

/** Two applications whose workers are beans, over real connections. */
class TwoNodesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int NAMES = 40;

    private final String cluster = TestNodes.newCluster();

    @Test
    void workersAreBeansOfTheNodeThatOwnsThem() {
        pair((one, two) -> {
            assertThat(registry(one).whereis("nobody")).isEmpty();
            registerAll(one);
            for (ApplicationContext node : List.of(one, two)) {
                String self = node.getBean(Swarm.class).self().id().name();
                WorkerRef mine = registry(one).registered().stream()
                        .filter(ref -> ref.node().name().equals(self))
                        .findFirst()
                        .orElseThrow();
                assertThat(registry(two).ask(mine.name(), "where", String.class).join())
                        .isEqualTo(self);
                registry(one).stop(mine.name()).join();
                await().atMost(LONG)
                        .until(() -> node.getBean(Ledger.class).lines().contains(mine.name() + " STOPPED"));
            }
        });
    }

    @Test
    void namesMoveWithTheirStateWhenANodeComesAndWhenItLeaves() {
        node("one").run(one -> {
            awaitOwners(one, 1);
            registerAll(one);
            names().forEach(name -> registry(one).ask(name, "add", Long.class).join());
            node("two")
                    .withPropertyValues(TestNodes.seed(one.getBean(Swarm.class)))
                    .run(two -> {
                        await().atMost(LONG)
                                .until(() -> livingOn(one, "two") > NAMES / 4 && livingOn(two, "two") > NAMES / 4);
                        names().forEach(name -> assertThat(registry(two)
                                        .ask(name, "add", Long.class)
                                        .join())
                                .isEqualTo(2));
                    });
            // two has drained before it left
            assertThat(livingOn(one, "one")).isEqualTo(NAMES);
            names().forEach(name -> assertThat(
                            registry(one).ask(name, "count", Long.class).join())
                    .isEqualTo(2));
            awaitOwners(one, 1);
        });
    }

    @Test
    void groupsGoToAllMembersAndTellWhoFailed() {
        pair((one, two) -> {
            registerAll(one);
            SwarmGroups groups = two.getBean(SwarmGroups.class);
            await().atMost(LONG).until(() -> groups.members("counters").size() == NAMES);
            assertThat(groups.publish("counters", "add").join()).isEqualTo(NAMES);
            assertThat(one.getBean(SwarmGroups.class)
                            .multiCall("counters", "count", Long.class)
                            .join()
                            .values())
                    .hasSize(NAMES)
                    .containsOnly(1L);
        });
    }

    @Test
    void listenersHearOfEachChangeOnce() {
        pair((one, two) -> {
            registry(one).register("first", "counter", null).join();
            awaitEvents(one, two, "registered first", "joined counters first");
            one.getBean(SwarmGroups.class).leave("counters", "first").join();
            awaitEvents(one, two, "registered first", "joined counters first", "left counters first");
            registry(two).stop("first").join();
            awaitEvents(
                    one,
                    two,
                    "registered first",
                    "joined counters first",
                    "left counters first",
                    "unregistered first STOPPED");
        });
    }

    @Test
    void listenersHearOfMoves() {
        pair((one, two) -> {
            registry(one).register("first", "counter", null).join();
            awaitEvents(one, two, "registered first", "joined counters first");
            NodeId from = registry(one).whereis("first").orElseThrow().node();
            ApplicationContext owner = from.name().equals("one") ? one : two;
            registry(owner).drain().join();
            awaitEvents(one, two, "registered first", "joined counters first", "moved first from " + from);
            registry(owner).undrain().join();
        });
    }

    @Test
    void aPlacementIsABeanOfTheApplication() {
        Placement allOnTwo = question -> question.nodes().stream()
                .map(Placement.NodeLoad::node)
                .filter(node -> node.name().equals("two"))
                .findFirst()
                .orElse(question.owner());
        ApplicationContextRunner[] placed = {node("one"), node("two")};
        for (int i = 0; i < placed.length; i++) {
            placed[i] = placed[i]
                    .withBean("all-on-two", Placement.class, () -> allOnTwo)
                    .withPropertyValues("swarm.registry.strategy=all-on-two");
        }
        placed[0].run(one -> placed[1]
                .withPropertyValues(TestNodes.seed(one.getBean(Swarm.class)))
                .run(two -> {
                    awaitOwners(one, 2);
                    awaitOwners(two, 2);
                    registerAll(one);
                    await().atMost(LONG).until(() -> livingOn(one, "two") == NAMES);
                }));
    }

    private void pair(Pair test) {
        node("one")
                .run(one -> node("two")
                        .withPropertyValues(TestNodes.seed(one.getBean(Swarm.class)))
                        .run(two -> {
                            awaitOwners(one, 2);
                            awaitOwners(two, 2);
                            test.with(one, two);
                        }));
    }

    private ApplicationContextRunner node(String name) {
        return TestNodes.runner(cluster, name)
                .withBean(Ledger.class)
                .withBean(Counter.class)
                .withBean(Recorder.class)
                .withPropertyValues("swarm.registry.rebalance-delay=50ms", "swarm.registry.request-timeout=30s");
    }

    private static void awaitEvents(ApplicationContext one, ApplicationContext two, String... expected) {
        for (ApplicationContext node : List.of(one, two)) {
            List<String> heard = node.getBean(Recorder.class).heard;
            await().atMost(LONG).until(() -> heard.size() >= expected.length);
            assertThat(heard).containsExactlyInAnyOrder(expected);
            assertThat(node.getBean(Recorder.class).family).hasSize(expected.length);
        }
    }

    private static void awaitOwners(ApplicationContext node, int count) {
        await().atMost(LONG).until(() -> registry(node).overview().nodes().size() == count);
    }

    private static void registerAll(ApplicationContext node) {
        names().forEach(name -> registry(node).register(name, "counter", null).join());
    }

    private static List<String> names() {
        return IntStream.range(0, NAMES).mapToObj(i -> "name-" + i).toList();
    }

    private static long livingOn(ApplicationContext witness, String node) {
        return registry(witness).registered().stream()
                .filter(ref -> ref.node().name().equals(node))
                .count();
    }

    private static SwarmRegistry registry(ApplicationContext node) {
        return node.getBean(SwarmRegistry.class);
    }

    /** What is done with two nodes that own names. */
    private interface Pair {
        void with(ApplicationContext one, ApplicationContext two);
    }

    static class Recorder {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<RegistryEvent> family = new CopyOnWriteArrayList<>();

        @EventListener
        void onAny(RegistryEvent event) {
            family.add(event);
        }

        @EventListener
        void onRegistered(NameRegistered event) {
            heard.add("registered " + event.name());
        }

        @EventListener
        void onUnregistered(NameUnregistered event) {
            heard.add("unregistered " + event.name() + " " + event.reason());
        }

        @EventListener
        void onMoved(WorkerMoved event) {
            heard.add("moved " + event.name() + " from " + event.from());
        }

        @EventListener
        void onJoined(GroupJoined event) {
            heard.add("joined " + event.group() + " " + event.name());
        }

        @EventListener
        void onLeft(GroupLeft event) {
            heard.add("left " + event.group() + " " + event.name());
        }
    }
}
