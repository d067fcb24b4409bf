package dev.swarm.spring.actuate;

import dev.swarm.Swarm;
import dev.swarm.api.ClusterView;
import dev.swarm.api.MemberStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of the node itself; the loss of other nodes is no illness of this one. A node that was switched off on purpose
 * is well. Reads what is known here; asks nobody.
 */
final class SwarmHealthIndicator extends AbstractHealthIndicator {

    private final Swarm swarm;

    SwarmHealthIndicator(Swarm swarm) {
        super("The state of the swarm node could not be read");
        this.swarm = swarm;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        ClusterView view = swarm.view();
        if (swarm.config().enabled()) {
            status(builder);
        } else {
            builder.up();
        }
        builder.withDetail("enabled", swarm.config().enabled())
                .withDetail("state", swarm.state().label())
                .withDetail("cluster", swarm.config().cluster())
                .withDetail("self", view.self().name())
                .withDetail("role", view.selfMember().role().label())
                .withDetail("quorum", Quorum.of(view))
                .withDetail("members", members(view))
                .withDetail("entities", swarm.overlay().load().entities())
                .withDetail("digest", swarm.overlay().digest());
    }

    private void status(Health.Builder builder) {
        switch (swarm.state()) {
            case NEW -> builder.unknown();
            case STARTING, LEAVING -> builder.outOfService();
            case RUNNING -> builder.up();
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
