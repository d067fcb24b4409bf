package dev.swarm;

import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Limits;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.api.registry.WorkerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * Real nodes on loopback that own names, and join each other by hand: the registry needs no way to find peers. Names
 * live where their hint says.
 */
final class RegistryNodes implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(60);

    private final String cluster = "names-" + ThreadLocalRandom.current().nextLong();
    private final List<Swarm> nodes = new ArrayList<>();
    private final UnaryOperator<SwarmBuilder> change;

    RegistryNodes() {
        this(builder -> builder);
    }

    /**
     * Makes them.
     *
     * @param change what is otherwise on all of them
     */
    RegistryNodes(UnaryOperator<SwarmBuilder> change) {
        this.change = change;
    }

    /** Returns nodes of these names, of which each knows that all own names. */
    List<Swarm> start(String... names) {
        for (String name : names) {
            Swarm node = change.apply(builder(name)).build();
            nodes.add(node);
            node.start();
            if (nodes.size() > 1) {
                node.discovery().join(nodes.get(0).self().address()).join();
            }
        }
        await().atMost(LONG)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.registry().overview().nodes().size() == nodes.size()));
        return List.copyOf(nodes);
    }

    /** Has all nodes make workers of a type. */
    void addType(String type, WorkerFactory factory) {
        nodes.forEach(node -> node.registry().addType(type, factory));
    }

    /** Registers an object at a node, and waits until all nodes find it. */
    void local(Swarm node, String name, SwarmWorker worker) {
        node.registry().registerLocal(name, worker).join();
        awaitEverywhere(name);
    }

    /** Waits until all nodes find a name. */
    void awaitEverywhere(String name) {
        await().atMost(LONG)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.registry().whereis(name).isPresent()));
    }

    /** Waits until all nodes find a name at a node. */
    void awaitAt(String name, String node) {
        await().atMost(LONG)
                .until(() -> nodes.stream()
                        .allMatch(each -> each.registry()
                                .whereis(name)
                                .filter(ref -> ref.node().name().equals(node))
                                .isPresent()));
    }

    /** Waits until all nodes see so many members of a group. */
    void awaitMembers(String group, int count) {
        await().atMost(LONG)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.groups().members(group).size() == count));
    }

    @Override
    public void close() {
        nodes.forEach(Swarm::close);
    }

    private SwarmBuilder builder(String name) {
        RegistryConfig numbers = RegistryConfig.defaults();
        Limits usual = numbers.bounds();
        return Swarm.builder()
                .cluster(cluster)
                .name(name)
                .bindAddress("127.0.0.1")
                .port(0)
                .discovery(false)
                .membership(MembershipConfig.local())
                .registry(numbers.with(Strategy.own("pinned"))
                        .with(new Moves(64, Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofSeconds(10)))
                        .with(new Limits(
                                usual.mailbox(),
                                usual.argsBytes(),
                                usual.stateBytes(),
                                Duration.ofSeconds(30),
                                usual.stallAfter())));
    }
}
