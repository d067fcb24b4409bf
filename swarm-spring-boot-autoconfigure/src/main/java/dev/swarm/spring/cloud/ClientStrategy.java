package dev.swarm.spring.cloud;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;

/**
 * Looks for peers among the instances that other discovery clients have of a service: Eureka, Consul, Kubernetes, or
 * the simple one, which reads properties. All of them are asked, and what any of them finds is a candidate.
 *
 * <p>The node's own client is never asked, and what it says is left out even where another one passes it on: otherwise
 * the cluster would discover itself, and call that a success.
 */
final class ClientStrategy implements DiscoveryStrategy {

    /** Most problems that one report tells of. */
    private static final int MAX_PROBLEMS = 3;

    private final ClientSource source;
    private final Supplier<List<DiscoveryClient>> clients;

    /**
     * Makes one.
     *
     * @param clients gives all discovery clients, asked at each start
     */
    ClientStrategy(ClientSource source, Supplier<List<DiscoveryClient>> clients) {
        this.source = source;
        this.clients = clients;
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public void start(DiscoveryContext context, PeerSink sink) {
        List<DiscoveryClient> others =
                clients.get().stream().filter(ClientStrategy::isOther).toList();
        context.schedule(Duration.ZERO, () -> look(others, context, sink));
    }

    /** Holds nothing but a task of the context, which ends with it. */
    @Override
    public void close() {}

    /** The composite asks all others, and the node's own one. */
    private static boolean isOther(DiscoveryClient client) {
        return !(client instanceof SwarmDiscoveryClient) && !(client instanceof CompositeDiscoveryClient);
    }

    private void look(List<DiscoveryClient> others, DiscoveryContext context, PeerSink sink) {
        try {
            new LookUp().ask(others, sink);
        } finally {
            context.schedule(jittered(), () -> look(others, context, sink));
        }
    }

    private Duration jittered() {
        return source.pollInterval()
                .multipliedBy(ThreadLocalRandom.current().nextInt(80, 121))
                .dividedBy(100);
    }

    /** One round over all clients: what was found, and what went wrong. */
    private final class LookUp {

        private final Set<NodeAddress> found = new LinkedHashSet<>();
        private final Set<String> problems = new LinkedHashSet<>();
        private int answers;

        void ask(List<DiscoveryClient> others, PeerSink sink) {
            others.forEach(this::ask);
            if (others.isEmpty()) {
                sink.failed("there is no discovery client but the node's own");
            } else if (answers == 0) {
                sink.failed(summary());
            } else {
                sink.candidates(found);
                if (!problems.isEmpty()) {
                    sink.warn(summary());
                }
            }
        }

        private void ask(DiscoveryClient client) {
            try {
                List<ServiceInstance> instances = client.getInstances(source.serviceId());
                answers++;
                for (ServiceInstance instance : instances == null ? List.<ServiceInstance>of() : instances) {
                    if (!(instance instanceof SwarmInstance) && found.size() < PeerSink.MAX_CANDIDATES) {
                        add(instance);
                    }
                }
            } catch (RuntimeException failure) {
                problems.add(client.description() + ": " + failure);
            }
        }

        private void add(ServiceInstance instance) {
            Integer port = port(instance);
            if (port == null) {
                problems.add("the instance at " + instance.getHost() + " tells no port as " + SwarmInstance.PORT);
                return;
            }
            try {
                for (InetAddress ip : InetAddress.getAllByName(instance.getHost())) {
                    found.add(NodeAddress.of(ip.getAddress(), port));
                }
            } catch (UnknownHostException e) {
                problems.add("'" + instance.getHost() + "' cannot be resolved");
            }
        }

        private @Nullable Integer port(ServiceInstance instance) {
            String told = instance.getMetadata() == null
                    ? null
                    : instance.getMetadata().get(SwarmInstance.PORT);
            if (told == null) {
                return source.port();
            }
            try {
                int port = Integer.parseInt(told.strip());
                return port >= 1 && port <= 65_535 ? port : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private String summary() {
            List<String> first =
                    new ArrayList<>(problems.stream().limit(MAX_PROBLEMS).toList());
            if (problems.size() > MAX_PROBLEMS) {
                first.add("and " + (problems.size() - MAX_PROBLEMS) + " more");
            }
            return String.join(", ", first);
        }
    }
}
