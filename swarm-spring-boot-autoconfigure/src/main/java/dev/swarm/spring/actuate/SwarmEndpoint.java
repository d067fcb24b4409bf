package dev.swarm.spring.actuate;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmDiscovery;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Endpoint that shows the cluster as this node sees it. Reads what is known here; asks nobody. */
@Endpoint(id = "swarm", defaultAccess = Access.READ_ONLY)
public class SwarmEndpoint {

    private final Swarm swarm;
    private final SwarmDiscovery discovery;

    /**
     * Makes one.
     *
     * @param swarm the node
     * @param discovery how it looks for peers
     */
    public SwarmEndpoint(Swarm swarm, SwarmDiscovery discovery) {
        this.swarm = swarm;
        this.discovery = discovery;
    }

    /** Returns all that is known of the cluster. */
    @ReadOperation
    public SwarmDescriptor cluster() {
        return SwarmDescriptor.of(swarm, discovery);
    }

    /**
     * Returns what is known of one member.
     *
     * @param node its name
     * @return {@code null}, which is answered as not found, if no member has that name
     */
    @ReadOperation
    public SwarmDescriptor.@Nullable Node node(@Selector String node) {
        return swarm.view().members().stream()
                .filter(member -> member.id().name().equals(node))
                .findFirst()
                .map(SwarmDescriptor.Node::of)
                .orElse(null);
    }
}
