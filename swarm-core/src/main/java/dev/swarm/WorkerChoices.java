package dev.swarm;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.registry.Placement;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of a {@link SwarmBuilder} that says what a node has for names and workers. */
abstract class WorkerChoices extends PeerChoices {

    private RegistryConfig registry = RegistryConfig.defaults();
    private final Map<String, Placement> placements = new LinkedHashMap<>();
    private final Map<String, WorkerFactory> types = new LinkedHashMap<>();
    private @Nullable WorkerStore store;
    private boolean sharesStates;
    private boolean ownsAtStart = true;

    /** The numbers of the registry; start as {@link RegistryConfig#defaults()}. */
    public SwarmBuilder registry(RegistryConfig value) {
        registry = value;
        return self();
    }

    /**
     * Adds a placement of one's own, which the strategy selects by its name; each node must have the same. {@code
     * ring}, {@code static-quorum}, {@code pinned} and {@code least-loaded} are there without.
     *
     * @throws IllegalArgumentException if there is one of that name already
     */
    public SwarmBuilder placement(String name, Placement value) {
        if (placements.putIfAbsent(name, Objects.requireNonNull(value, "placement")) != null) {
            throw new IllegalArgumentException("The placement '" + name + "' is there twice");
        }
        return self();
    }

    /**
     * Says how workers of a type are made on this node.
     *
     * @throws IllegalArgumentException if the type has a factory already
     */
    public SwarmBuilder workerType(String type, WorkerFactory factory) {
        if (types.putIfAbsent(type, Objects.requireNonNull(factory, "factory")) != null) {
            throw new IllegalArgumentException("Workers of type '" + type + "' have a factory already");
        }
        return self();
    }

    /** Where the state of workers outlives crashes; starts as nowhere. */
    public SwarmBuilder workerStore(@Nullable WorkerStore value) {
        store = value;
        return self();
    }

    /**
     * On: without a store of one's own, what workers save is part of shared state, at most 2 MiB each, so that it
     * survives all but the end of the last node. Starts as off.
     */
    public SwarmBuilder sharedWorkerStore(boolean value) {
        sharesStates = value;
        return self();
    }

    /** Off: the node owns no names before {@link Swarm#openRegistry()}. Starts as on. */
    public SwarmBuilder ownNamesAtStart(boolean value) {
        ownsAtStart = value;
        return self();
    }

    SwarmConfig.Workers workers() {
        return new SwarmConfig.Workers(registry, placements, types, store, sharesStates, ownsAtStart);
    }
}
