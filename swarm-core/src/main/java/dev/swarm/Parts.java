package dev.swarm;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.failure.SwarmStartException;
import dev.swarm.comms.Handlers;
import dev.swarm.comms.MessageCodec;
import dev.swarm.comms.Reception;
import dev.swarm.comms.Waking;
import dev.swarm.discovery.DiscoveryService;
import dev.swarm.discovery.NodeIdentity;
import dev.swarm.engine.CommsSettings;
import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.registry.RegistryShell;
import dev.swarm.runtime.NodeSettings;
import dev.swarm.runtime.NodeThreads;
import dev.swarm.runtime.SnapshotKeeper;
import dev.swarm.runtime.SwarmNode;
import dev.swarm.runtime.events.Listeners;
import dev.swarm.runtime.transport.BoundSockets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one life of a node is made of once it is open.
 *
 * @param place where it is
 * @param running what is read and written through
 * @param discovery looks for peers
 * @param keeper stores shared state; {@code null} if nobody does
 */
record Parts(
        Place place,
        Running running,
        DiscoveryService discovery,
        @Nullable SnapshotKeeper keeper) {

    /** How long workers have to clean up when nobody said goodbye. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(1);

    /**
     * What outlives the lives of a node.
     *
     * @param config its settings
     * @param keys its keys
     * @param listeners who is told of events
     * @param handlers who takes messages
     * @param codec reads and writes them
     * @param contents reads and writes shared state
     * @param scope the names without scope
     */
    record Lasting(
            SwarmConfig config,
            LiveKeys keys,
            Listeners listeners,
            Handlers handlers,
            MessageCodec codec,
            ContentCodec contents,
            Scope scope) {}

    /**
     * Makes everything; nothing runs yet.
     *
     * @param place its sockets are closed if this fails
     * @throws SwarmStartException if the settings do not fit together
     */
    static Parts assemble(Lasting lasting, Place place, @Nullable String webAddress) {
        try {
            return make(lasting, place, webAddress);
        } catch (RuntimeException e) {
            BoundSockets sockets = place.sockets();
            if (sockets != null) {
                sockets.close();
            }
            throw e instanceof IllegalArgumentException
                    ? new SwarmStartException("The settings do not fit together: " + e.getMessage(), e)
                    : e;
        }
    }

    SwarmNode node() {
        return running.node();
    }

    /** Stops everything. */
    void release() {
        if (keeper != null) {
            keeper.close();
        }
        discovery.close();
        running.registry()
                .endWorkers(LAST_CALLS)
                .completeOnTimeout(null, LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        node().close();
        running.reception().close();
        running.registry().close();
    }

    private static CommsSettings comms(Lasting lasting, Place place, AtomicReference<@Nullable Reception> made) {
        CommsConfig config = lasting.config.comms();
        return new CommsSettings(config, post -> {
            String name = "swarm-" + place.self() + "-handler";
            Reception reception = new Reception(lasting.handlers, lasting.codec, config, name, post);
            made.set(reception);
            return reception;
        });
    }

    private static Parts make(Lasting lasting, Place place, @Nullable String webAddress) {
        SwarmConfig config = lasting.config;
        AtomicReference<@Nullable Reception> made = new AtomicReference<>();
        Blueprint blueprint = new Blueprint(config, lasting.keys, lasting.contents, comms(lasting, place, made));
        RegistryMaker registry = new RegistryMaker(lasting, place.self());
        PlaneTrust trust = PlaneTrust.of(config, place.self());
        Duration streamTimeout = config.membership().sync().streamTimeout();
        NodeSettings settings =
                new NodeSettings(place.self(), place.sockets(), streamTimeout, trust.tls(), cut(config.faults()));
        EngineSettings engine = blueprint.engine(place, trust, webAddress, System.currentTimeMillis());
        SnapshotKeeper keeper =
                SnapshotKeeper.of(config.overlay().storage(), place.self().name());
        SwarmNode node = new SwarmNode(
                settings,
                outbox -> SnapshotKeeper.restored(new SwarmEngine(engine, outbox), keeper),
                lasting.listeners,
                registry::perform);
        NodeIdentity identity = new NodeIdentity(config.cluster(), place.self(), place.advertised(), place.bound());
        Reception reception = made.get();
        if (reception == null) {
            throw new IllegalStateException("The engine takes no messages");
        }
        NodeThreads threads = node.threads();
        reception.runOn(threads.protocol());
        Waking waking = new Waking(threads.answers(), threads.vigil()::begin, threads.vigil()::end);
        RegistryShell shell = registry.make(node, engine.registry().model(), reception.post());
        return new Parts(
                place,
                Running.of(node, engine, shell, reception, waking),
                new DiscoveryService(identity, blueprint.topologies(), node::candidates),
                keeper);
    }

    private static @Nullable Predicate<NodeAddress> cut(@Nullable FaultPlan faults) {
        return faults == null ? null : faults::isCut;
    }
}
