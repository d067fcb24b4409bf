package dev.swarm.spring.registry;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.spring.diagnostics.InvalidWorkerTypeException.Obstacle;
import dev.swarm.spring.registry.BeanFactories.Found;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Tells the node which beans make workers. They are found, and refused, when all beans are there and nothing has
 * started; they stand as long as the node's object does, over any number of starts.
 */
final class WorkerTypes implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final SwarmRegistry registry;

    WorkerTypes(ConfigurableListableBeanFactory beans, SwarmRegistry registry) {
        this.beans = beans;
        this.registry = registry;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<String, String> holders = new HashMap<>();
        for (Found found : new BeanFactories(beans).search()) {
            String other = holders.putIfAbsent(found.type(), found.bean());
            if (other != null) {
                throw found.refusal(Obstacle.TAKEN, ", bean '" + other + "'");
            }
            add(found);
        }
    }

    private void add(Found found) {
        try {
            registry.addType(found.type(), found.factory());
        } catch (IllegalStateException taken) {
            throw found.refusal(Obstacle.TAKEN, ", added to the SwarmRegistry or the builder itself");
        } catch (IllegalArgumentException name) {
            throw found.refusal(Obstacle.NAME, ": " + name.getMessage());
        }
    }
}
