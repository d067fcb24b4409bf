package dev.swarm.spring;

import dev.swarm.SwarmBuilder;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.spring.diagnostics.InvalidSwarmPropertyException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Strategies of the user's own, as properties name them: a bean, or else a class. All keys but {@code strategy} are
 * bound to the strategy as Spring Boot binds properties: to setters, or to the parameters of its only constructor. A
 * key that fits nothing stops the start, since it is a mistake.
 *
 * <p>That there is such a bean or class is checked when the node is made; strategies are made and bound when it starts.
 */
final class OwnTopologies {

    private static final String PREFIX = "swarm.discovery.topologies";
    private static final String STRATEGY = "strategy";

    private final ApplicationContext context;

    OwnTopologies(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Adds the topologies to a node.
     *
     * @param topologies settings by the name of the topology
     * @throws InvalidSwarmPropertyException if a strategy is neither a bean nor a class, or none at all
     * @throws IllegalArgumentException if the name of a topology is taken or blank
     */
    void apply(SwarmBuilder builder, Map<String, Map<String, String>> topologies) {
        topologies.forEach((name, settings) -> builder.topology(name, supplier(name, settings)));
    }

    private Supplier<DiscoveryStrategy> supplier(String topology, Map<String, String> settings) {
        String named = settings.getOrDefault(STRATEGY, "");
        if (context.containsBean(named) && context.isTypeMatch(named, DiscoveryStrategy.class)) {
            return () -> bound(topology, settings, context.getBean(named, DiscoveryStrategy.class));
        }
        Class<?> type = type(named);
        if (type == null) {
            throw new InvalidSwarmPropertyException(
                    PREFIX + "." + topology + "." + STRATEGY,
                    " must be the name of a bean or a class that implements " + DiscoveryStrategy.class.getName()
                            + ", not '" + named + "'",
                    new IllegalArgumentException(named));
        }
        return () -> made(topology, settings, type);
    }

    private @Nullable Class<?> type(String named) {
        ClassLoader loader = context.getClassLoader();
        if (named.isBlank() || !ClassUtils.isPresent(named, loader)) {
            return null;
        }
        Class<?> type = ClassUtils.resolveClassName(named, loader);
        return DiscoveryStrategy.class.isAssignableFrom(type) ? type : null;
    }

    private static DiscoveryStrategy bound(String topology, Map<String, String> settings, DiscoveryStrategy bean) {
        binder(topology, settings)
                .bind(
                        prefix(topology),
                        Bindable.ofInstance(bean),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        return bean;
    }

    private static DiscoveryStrategy made(String topology, Map<String, String> settings, Class<?> type) {
        return (DiscoveryStrategy) binder(topology, settings)
                .bindOrCreate(
                        prefix(topology), Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }

    private static Binder binder(String topology, Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> {
            if (!key.equals(STRATEGY)) {
                source.put(prefix(topology) + "." + key, value);
            }
        });
        return new Binder(source);
    }

    /** Names of topologies are free, and may hold what names of properties may not. */
    private static String prefix(String topology) {
        return PREFIX + "[" + topology + "]";
    }
}
