package dev.swarm.spring;

import dev.swarm.SwarmBuilder;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Filter;
import dev.swarm.api.config.RegistryConfig.Limits;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.RegistryConfig.Restarts;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.api.registry.Placement;
import dev.swarm.api.registry.WorkerStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.util.unit.DataSize;

/**
 * Makes the registry of the properties: its numbers, the placement that they name, and where workers save state. The
 * node owns no names until the application is ready.
 */
final class RegistrySettings {

    /** The strategies that need no bean. */
    private static final List<String> KNOWN = List.of(Strategy.RING, Strategy.STATIC_QUORUM, "least-loaded", "pinned");

    private final RegistryProperties properties;
    private final ApplicationContext context;

    RegistrySettings(RegistryProperties properties, ApplicationContext context) {
        this.properties = properties;
        this.context = context;
    }

    /**
     * Adds the registry to a builder, and returns it.
     *
     * @throws IllegalArgumentException whose message starts with the setting that is not allowed
     */
    SwarmBuilder apply(SwarmBuilder builder) {
        Strategy quorum = new Strategy(Strategy.STATIC_QUORUM, properties.staticQuorumSize(), properties.lease());
        Strategy strategy = strategy(quorum);
        builder.registry(config(strategy)).ownNamesAtStart(false);
        Placement placement = placement(strategy.name());
        if (placement != null) {
            builder.placement(strategy.name(), placement);
        }
        return builder.workerStore(context.getBeanProvider(WorkerStore.class).getIfAvailable())
                .sharedWorkerStore(properties.workerStore() == RegistryProperties.Store.SHARED);
    }

    /** A quorum that is not allowed is refused even if nobody asks for one. */
    private Strategy strategy(Strategy quorum) {
        String name = properties.strategy();
        return name.equals(Strategy.STATIC_QUORUM) ? quorum : new Strategy(name, 0, properties.lease());
    }

    private @Nullable Placement placement(String name) {
        if (KNOWN.contains(name)) {
            return null;
        }
        if (!context.containsBean(name) || !context.isTypeMatch(name, Placement.class)) {
            throw new IllegalArgumentException("strategy must be " + String.join(", ", KNOWN)
                    + " or the name of a bean that implements " + Placement.class.getName() + " " + beans() + ", not '"
                    + name + "'");
        }
        return context.getBean(name, Placement.class);
    }

    private String beans() {
        List<String> names = List.of(context.getBeanNamesForType(Placement.class));
        return names.isEmpty() ? "(there is none)" : "(there are: " + String.join(", ", names) + ")";
    }

    private RegistryConfig config(Strategy strategy) {
        return new RegistryConfig(
                strategy,
                new Filter(properties.includeNodes(), properties.excludeNodes()),
                properties.weight(),
                properties.partitions(),
                new Moves(
                        properties.rebalanceConcurrency(),
                        properties.rebalanceDelay(),
                        properties.handoffTimeout(),
                        properties.drainTimeout()),
                new Restarts(
                        properties.maxRestarts(),
                        properties.restartWindow(),
                        properties.restartBackoff(),
                        properties.restartBackoffMax()),
                new Limits(
                        properties.mailboxCapacity(),
                        bytes(properties.maxArgsSize()),
                        bytes(properties.maxStateSize()),
                        properties.requestTimeout(),
                        properties.stallAfter()));
    }

    /** A size that no integer holds is far above the bound anyway, and is refused there. */
    private static int bytes(DataSize size) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, size.toBytes()));
    }
}
