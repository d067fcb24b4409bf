package dev.swarm.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Decision;
import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last decisions, bounded, with repeats counted. */
class TrailTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");

    private final Trail trail = new Trail();
    private final TopologyModel model = new TopologyModel(new Quorum(1, 1));

    @Test
    void theLatestComesFirstAndRepeatsAreOne() {
        trail.add(at(1), A, "is here");
        trail.add(at(2), B, "is here");
        trail.add(at(3), B, "is here");
        trail.publish(model);
        assertThat(model.trail())
                .containsExactly(new Decision(at(3), B, "is here (2 times)"), new Decision(at(1), A, "is here"));
    }

    @Test
    void theOldestGoFirst() {
        for (int i = 0; i < Trail.MOST + 5; i++) {
            trail.add(at(i), A, "number " + i);
        }
        trail.publish(model);
        assertThat(model.trail()).hasSize(Trail.MOST);
        assertThat(model.trail().get(Trail.MOST - 1).text()).isEqualTo("number 5");
    }

    @Test
    void nothingNewIsNothingToPublish() {
        trail.add(at(1), A, "is here");
        trail.publish(model);
        List<Decision> published = model.trail();
        trail.publish(model);
        assertThat(model.trail()).isSameAs(published);
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
