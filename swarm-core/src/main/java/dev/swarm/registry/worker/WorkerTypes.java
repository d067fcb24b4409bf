package dev.swarm.registry.worker;

import dev.swarm.api.registry.WorkerFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How workers are made, by their type; outlives the lives of a node. */
public final class WorkerTypes {

    private final Map<String, WorkerFactory> factories = new ConcurrentHashMap<>();

    /** Takes the factories that there are from the start. */
    public WorkerTypes(Map<String, WorkerFactory> known) {
        known.forEach(this::add);
    }

    /**
     * Adds one.
     *
     * @throws IllegalStateException if the type has a factory already
     */
    public void add(String type, WorkerFactory factory) {
        Objects.requireNonNull(factory, "factory");
        if (factories.putIfAbsent(type, factory) != null) {
            throw new IllegalStateException("Workers of type '" + type + "' have a factory already");
        }
    }

    @Nullable
    WorkerFactory find(String type) {
        return factories.get(type);
    }
}
