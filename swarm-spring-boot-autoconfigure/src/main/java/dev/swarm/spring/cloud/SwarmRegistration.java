package dev.swarm.spring.cloud;

import dev.swarm.api.Member;
import dev.swarm.api.SwarmTopology;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.cloud.client.serviceregistry.Registration;

/**
 * This application as the others see it: always as the cluster was told last. Without a web server it has the host of
 * the node, port 0, and is an instance for nobody. Any thread.
 */
final class SwarmRegistration implements Registration {

    private final SwarmTopology topology;

    SwarmRegistration(SwarmTopology topology) {
        this.topology = topology;
    }

    @Override
    public String getInstanceId() {
        return topology.self().id().name();
    }

    @Override
    public String getServiceId() {
        Member.Profile profile = topology.self().profile();
        return profile == null ? "" : profile.service();
    }

    @Override
    public String getHost() {
        return instance().map(SwarmInstance::getHost).orElseGet(this::nodeHost);
    }

    @Override
    public int getPort() {
        return instance().map(SwarmInstance::getPort).orElse(0);
    }

    @Override
    public boolean isSecure() {
        return instance().map(SwarmInstance::isSecure).orElse(false);
    }

    @Override
    public URI getUri() {
        return instance().map(SwarmInstance::getUri).orElseGet(() -> URI.create("http://" + nodeHost() + ":0"));
    }

    @Override
    public Map<String, String> getMetadata() {
        Member self = topology.self();
        Member.Profile profile = self.profile();
        return profile == null ? Map.of() : SwarmInstance.metadata(self, profile);
    }

    @Override
    public String getScheme() {
        return getUri().getScheme();
    }

    @Override
    public String toString() {
        return "SwarmRegistration[" + getInstanceId() + " of " + getServiceId() + " at " + getUri() + "]";
    }

    private Optional<SwarmInstance> instance() {
        return SwarmInstance.of(topology.self());
    }

    private String nodeHost() {
        String address = topology.self().address().toString();
        return address.substring(0, address.lastIndexOf(':'));
    }
}
