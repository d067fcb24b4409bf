package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.StaticConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A network that is split at will, on real sockets. */
class FaultPlanIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Map<Swarm, FaultPlan> nodes = new LinkedHashMap<>();

    @AfterEach
    void close() {
        nodes.keySet().forEach(Swarm::close);
    }

    @Test
    void splitNodesLoseEachOtherAndFindTogetherWithWhatBothWrote() {
        Swarm here = start("gotham");
        Swarm there = start("metropolis");
        here.overlay().updateEntity("before", 1).join();
        await().atMost(LONG).until(() -> there.overlay().entity("before").isPresent());

        cut(here, there);
        cut(there, here);
        here.overlay().updateEntity("here", 1).join();
        there.overlay().updateEntity("there", 1).join();
        await().atMost(LONG)
                .until(() -> status(here, there) == MemberStatus.DOWN && status(there, here) == MemberStatus.DOWN);
        assertThat(here.overlay().entity("there")).isEmpty();
        assertThat(there.overlay().entity("here")).isEmpty();

        nodes.values().forEach(FaultPlan::heal);
        await().atMost(LONG)
                .until(() -> status(here, there) == MemberStatus.HEALTHY
                        && here.overlay().digest().equals(there.overlay().digest()));
        assertThat(here.overlay().entity("there")).isPresent();
        assertThat(there.overlay().entity("here")).isPresent();
    }

    private Swarm start(String name) {
        FaultPlan faults = new FaultPlan();
        SwarmBuilder builder = Swarm.builder()
                .cluster("faults-" + ProcessHandle.current().pid())
                .name(name)
                .port(0)
                .membership(MembershipConfig.local())
                .faults(faults);
        nodes.keySet().stream()
                .findFirst()
                .ifPresentOrElse(
                        first -> builder.hosts(
                                StaticConfig.of(List.of(first.self().address().toString()))),
                        () -> builder.discovery(false));
        Swarm swarm = builder.build();
        nodes.put(swarm, faults);
        swarm.start();
        return swarm;
    }

    private void cut(Swarm node, Swarm other) {
        Objects.requireNonNull(nodes.get(node)).cut(List.of(other.self().address()));
    }

    private static MemberStatus status(Swarm observer, Swarm other) {
        NodeId id = other.self().id();
        return observer.view().member(id).orElseThrow().status();
    }
}
