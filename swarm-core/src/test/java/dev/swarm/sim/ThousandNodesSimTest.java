package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NodeUp;
import dev.swarm.sim.net.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster far larger than those that users run, in one thread. */
class ThousandNodesSimTest {

    private static final int NODES = 1_000;
    private static final Duration GAP = Duration.ofMillis(5);
    private static final Duration RUN = Duration.ofSeconds(60);

    @Test
    void aThousandNodesFindEachOtherAndLoseNobody() {
        SimCluster cluster =
                SimCluster.of(1, SimSettings.of(NODES).with(LinkProfile.lan()).with(watchedNowAndThen()));
        List<Told> unwanted = new ArrayList<>();
        cluster.listen(told -> {
            if (told.event() instanceof MemberEvent && !(told.event() instanceof NodeUp)) {
                unwanted.add(told);
            }
        });

        for (SimNode node : cluster.nodes()) {
            cluster.start(node.index());
            cluster.runFor(GAP);
        }
        cluster.runUntil("all see all", cluster::isConverged, RUN.minus(cluster.elapsed()));
        cluster.runFor(RUN.minus(cluster.elapsed()));

        assertThat(unwanted).isEmpty();
        assertThat(cluster.isConverged()).isTrue();
    }

    /** A view of a thousand members is dear to make, so each node shows it only now and then. */
    private static SimSettings.Watch watchedNowAndThen() {
        return new SimSettings.Watch(NODES, 0);
    }
}
