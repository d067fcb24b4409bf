package dev.swarm.spring.actuate;

import dev.swarm.Swarm;
import dev.swarm.api.ClusterView;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Health of the node itself; the loss of other nodes is no illness of this one, but without the quorum it is out of
 * service, unless that is not wanted; what the registry adds says {@link RegistryHealth}. A node that was switched off
 * on purpose is well. Reads what is known here; asks nobody.
 */
final class SwarmHealthIndicator extends AbstractHealthIndicator {

    private final Swarm swarm;
    private final SwarmTopology topology;
    private final SwarmRegistry registry;
    private final boolean needsQuorum;

    /**
     * Makes one.
     *
     * @param needsQuorum whether the node is out of service while the quorum is missing, be it that of the command or
     *     that of the registry, and down while the latter is worth nothing
     */
    SwarmHealthIndicator(Swarm swarm, SwarmTopology topology, SwarmRegistry registry, boolean needsQuorum) {
        super("The state of the swarm node could not be read");
        this.swarm = swarm;
        this.topology = topology;
        this.registry = registry;
        this.needsQuorum = needsQuorum;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        ClusterView view = swarm.view();
        Quorum quorum = Quorum.of(topology);
        RegistryHealth names = new RegistryHealth(registry.overview(), needsQuorum);
        if (swarm.config().enabled()) {
            status(builder, quorum, names);
        } else {
            builder.up();
        }
        builder.withDetail("enabled", swarm.config().enabled())
                .withDetail("state", swarm.state().label())
                .withDetail("cluster", swarm.config().cluster())
                .withDetail("self", view.self().name())
                .withDetail("role", topology.role().label())
                .withDetail("quorum", quorum)
                .withDetail("members", members(view))
                .withDetail("entities", swarm.overlay().load().entities())
                .withDetail("digest", swarm.overlay().digest())
                .withDetail("registry", names.details());
        topology.commander()
                .ifPresent(commander ->
                        builder.withDetail("commander", commander.node().name()).withDetail("term", commander.term()));
    }

    private void status(Health.Builder builder, Quorum quorum, RegistryHealth names) {
        switch (swarm.state()) {
            case NEW -> builder.unknown();
            case STARTING, LEAVING -> builder.outOfService();
            case RUNNING ->
                builder.status(names.worse(needsQuorum && !quorum.met() ? Status.OUT_OF_SERVICE : Status.UP));
            case STOPPED -> builder.down();
            case FAILED -> failed(builder);
        }
    }

    private void failed(Health.Builder builder) {
        Throwable failure = swarm.failure();
        builder.down();
        if (failure != null) {
            builder.withException(failure);
        }
    }

    private static Map<String, Long> members(ClusterView view) {
        return view.members().stream()
                .map(member -> member.status())
                .collect(Collectors.groupingBy(MemberStatus::label, TreeMap::new, Collectors.counting()));
    }
}
