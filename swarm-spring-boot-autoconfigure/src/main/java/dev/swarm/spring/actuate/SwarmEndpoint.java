package dev.swarm.spring.actuate;

import static org.springframework.boot.actuate.endpoint.web.WebEndpointResponse.STATUS_BAD_REQUEST;
import static org.springframework.boot.actuate.endpoint.web.WebEndpointResponse.STATUS_NOT_FOUND;
import static org.springframework.boot.actuate.endpoint.web.WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNodeException;
import dev.swarm.spring.actuate.SwarmDescriptor.Detail;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Endpoint that shows the cluster as this node sees it, and gives nodes their roles. Reads what is known here; asks
 * nobody. Writing is off until {@code management.endpoint.swarm.access=unrestricted}.
 */
@Endpoint(id = "swarm", defaultAccess = Access.READ_ONLY)
public class SwarmEndpoint {

    private static final long PATIENCE_SECONDS = 10;
    private static final String ROLES =
            Stream.of(Role.values()).map(Role::label).collect(Collectors.joining(", "));

    private final Swarm swarm;
    private final SwarmTopology topology;
    private final SwarmDiscovery discovery;
    private final NodeMonitor monitor;
    private final CommsManager comms;

    /**
     * Makes one.
     *
     * @param swarm the node
     * @param topology who is here and who commands
     * @param discovery how it looks for peers
     * @param monitor how the links to others fare
     * @param comms which way messages take
     */
    public SwarmEndpoint(
            Swarm swarm, SwarmTopology topology, SwarmDiscovery discovery, NodeMonitor monitor, CommsManager comms) {
        this.swarm = swarm;
        this.topology = topology;
        this.discovery = discovery;
        this.monitor = monitor;
        this.comms = comms;
    }

    /**
     * Why a node was not given a role.
     *
     * @param error one sentence
     */
    public record Problem(String error) implements OperationResponseBody {}

    /** Returns all that is known of the cluster. */
    @ReadOperation
    public SwarmDescriptor cluster() {
        return SwarmDescriptor.of(swarm, topology, discovery, new Links(monitor, comms));
    }

    /**
     * Returns what is known of one member, and what was decided about it.
     *
     * @param node its name
     * @return {@code null}, which is answered as not found, if no member has that name
     */
    @ReadOperation
    public @Nullable Detail node(@Selector String node) {
        return find(node).map(this::detail).orElse(null);
    }

    /**
     * Gives a node a role, in the whole cluster.
     *
     * @param node its name
     * @param role {@code commander}, {@code wingmate}, {@code observer} or {@code relay}
     * @return what is known of the node then; a bad request if there is no such role, not found if no node that is here
     *     has that name, unavailable if this node does not run
     */
    @WriteOperation
    public WebEndpointResponse<OperationResponseBody> promote(@Selector String node, @Nullable String role) {
        Optional<Role> wanted = role(role);
        if (wanted.isEmpty()) {
            return problem("The role must be one of " + ROLES + ", not '" + role + "'", STATUS_BAD_REQUEST);
        }
        Optional<Member> member = find(node);
        if (member.isEmpty()) {
            return problem("No node of the cluster has the name '" + node + "'", STATUS_NOT_FOUND);
        }
        NodeId id = member.get().id();
        try {
            topology.promote(id, wanted.get()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            return refusal(failure);
        } catch (TimeoutException late) {
            return problem("The node did not write the role in time", STATUS_SERVICE_UNAVAILABLE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the role was written", stop);
        }
        return new WebEndpointResponse<>(detail(find(node).orElse(member.get())));
    }

    private Detail detail(Member member) {
        return Detail.of(member, topology, new Links(monitor, comms));
    }

    private Optional<Member> find(String name) {
        return swarm.view().members().stream()
                .filter(member -> member.id().name().equals(name))
                .findFirst();
    }

    private static Optional<Role> role(@Nullable String text) {
        return Stream.of(Role.values())
                .filter(role -> role.label().equalsIgnoreCase(text))
                .findFirst();
    }

    private static WebEndpointResponse<OperationResponseBody> refusal(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof UnknownNodeException) {
            return problem(cause.getMessage(), STATUS_NOT_FOUND);
        }
        if (cause instanceof SwarmRejectedException) {
            return problem(cause.getMessage(), STATUS_SERVICE_UNAVAILABLE);
        }
        throw new IllegalStateException("The role could not be written", cause);
    }

    private static WebEndpointResponse<OperationResponseBody> problem(@Nullable String sentence, int status) {
        return new WebEndpointResponse<>(new Problem(String.valueOf(sentence)), status);
    }
}
