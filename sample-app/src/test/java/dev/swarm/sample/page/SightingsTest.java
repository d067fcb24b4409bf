package dev.swarm.sample.page;

import static dev.swarm.api.MemberStatus.DOWN;
import static dev.swarm.api.MemberStatus.HEALTHY;
import static dev.swarm.sample.page.Views.START;
import static dev.swarm.sample.page.Views.guest;
import static dev.swarm.sample.page.Views.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.ClusterView;
import dev.swarm.sample.page.PageView.Node;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final Instant FIRST = START.plusSeconds(60);
    private static final Instant SECOND = START.plusSeconds(70);

    private final Sightings sightings = new Sightings(Views::measured);

    @Test
    void nodeItselfIsWhatItIsSinceItStarted() {
        assertThat(since("dispatch", Views.of(node("dispatch", HEALTHY)), FIRST))
                .isEqualTo(START);
    }

    @Test
    void statusThatStaysKeepsItsTime() {
        ClusterView view = Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY));

        assertThat(since("gotham", view, FIRST)).isEqualTo(FIRST);
        assertThat(since("gotham", view, SECOND)).isEqualTo(FIRST);
    }

    @Test
    void statusThatChangesCountsAnew() {
        sightings.update(Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY)), FIRST);

        assertThat(since("gotham", Views.of(node("dispatch", HEALTHY), node("gotham", DOWN)), SECOND))
                .isEqualTo(SECOND);
    }

    @Test
    void restartBetweenTwoViewsCountsAnew() {
        sightings.update(Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY)), FIRST);

        assertThat(since("gotham", Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY, FIRST)), SECOND))
                .isEqualTo(SECOND);
    }

    @Test
    void forgottenMemberThatComesBackCountsAnew() {
        sightings.update(Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY)), FIRST);
        sightings.update(Views.of(node("dispatch", HEALTHY)), FIRST);

        assertThat(since("gotham", Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY)), SECOND))
                .isEqualTo(SECOND);
    }

    @Test
    void guestHasNoProfile() {
        ClusterView view = Views.of(node("dispatch", HEALTHY), guest("agent", HEALTHY));

        Node agent = sightings.update(view, FIRST).get(0);

        assertThat(agent.name()).isEqualTo("agent");
        assertThat(agent.guest()).isTrue();
        assertThat(agent.service()).isNull();
        assertThat(agent.webAddress()).isNull();
        assertThat(agent.since()).isEqualTo(FIRST);
    }

    private Instant since(String name, ClusterView view, Instant now) {
        return sightings.update(view, now).stream()
                .filter(node -> node.name().equals(name))
                .map(Node::since)
                .findFirst()
                .orElseThrow();
    }
}
