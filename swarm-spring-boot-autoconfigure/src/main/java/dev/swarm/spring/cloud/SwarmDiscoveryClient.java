package dev.swarm.spring.cloud;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmState;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * The members that are here, as services and their instances. Answers from memory, at once, and as the node sees the
 * cluster at that moment. Any thread.
 */
final class SwarmDiscoveryClient implements DiscoveryClient {

    private final Swarm swarm;
    private final LiveCatalogue catalogue;
    private final int order;

    SwarmDiscoveryClient(Swarm swarm, LiveCatalogue catalogue, int order) {
        this.swarm = swarm;
        this.catalogue = catalogue;
        this.order = order;
    }

    @Override
    public String description() {
        return "Swarm Discovery Client";
    }

    @Override
    public List<ServiceInstance> getInstances(String serviceId) {
        return catalogue.instances(serviceId);
    }

    @Override
    public List<String> getServices() {
        return catalogue.services();
    }

    /**
     * Checks whether the node knows what it says.
     *
     * @throws IllegalStateException if it does not run
     */
    @Override
    public void probe() {
        requireRunning(swarm);
    }

    @Override
    public int getOrder() {
        return order;
    }

    static void requireRunning(Swarm swarm) {
        SwarmState state = swarm.state();
        if (!state.isAnswering()) {
            throw new IllegalStateException("The swarm node does not run, it is " + state.label());
        }
    }
}
