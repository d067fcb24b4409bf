package dev.swarm.spring.cloud;

import dev.swarm.Swarm;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@link SwarmDiscoveryClient}, for reactive applications. Reads when it is subscribed to, and never blocks. */
final class SwarmReactiveDiscoveryClient implements ReactiveDiscoveryClient {

    private final Swarm swarm;
    private final LiveCatalogue catalogue;
    private final int order;

    SwarmReactiveDiscoveryClient(Swarm swarm, LiveCatalogue catalogue, int order) {
        this.swarm = swarm;
        this.catalogue = catalogue;
        this.order = order;
    }

    @Override
    public String description() {
        return "Swarm Reactive Discovery Client";
    }

    @Override
    public Flux<ServiceInstance> getInstances(String serviceId) {
        return Flux.defer(() -> Flux.fromIterable(catalogue.instances(serviceId)));
    }

    @Override
    public Flux<String> getServices() {
        return Flux.defer(() -> Flux.fromIterable(catalogue.services()));
    }

    /** Fails with an {@link IllegalStateException} if the node does not run. */
    @Override
    public Mono<Void> reactiveProbe() {
        return Mono.fromRunnable(() -> SwarmDiscoveryClient.requireRunning(swarm));
    }

    @Override
    public int getOrder() {
        return order;
    }
}
