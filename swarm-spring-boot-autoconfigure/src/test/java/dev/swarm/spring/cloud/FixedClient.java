package dev.swarm.spring.cloud;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Always knows the same instances, of whatever service. */
record FixedClient(int order, List<ServiceInstance> instances) implements DiscoveryClient {

    @Override
    public String description() {
        return "fixed";
    }

    @Override
    public List<ServiceInstance> getInstances(String serviceId) {
        return instances;
    }

    @Override
    public List<String> getServices() {
        return instances.stream().map(ServiceInstance::getServiceId).distinct().toList();
    }

    @Override
    public int getOrder() {
        return order;
    }
}
