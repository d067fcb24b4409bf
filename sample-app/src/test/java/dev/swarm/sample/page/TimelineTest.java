package dev.swarm.sample.page;

import static dev.swarm.api.MemberStatus.DOWN;
import static dev.swarm.api.MemberStatus.HEALTHY;
import static dev.swarm.api.MemberStatus.SUSPECT;
import static dev.swarm.sample.page.Views.START;
import static dev.swarm.sample.page.Views.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.Swarm;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.RoleChanged;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.page.PageView.Happening;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Timeline timeline = new Timeline(
            new HeroWords(new HeroBoard(Swarm.builder().enabled(false).build().overlay())));

    @Test
    void newestComesFirstWithTheStatusItLedTo() {
        timeline.onEvent(new NodeUp(node("gotham", HEALTHY), START));
        timeline.onEvent(new NodeDown(node("gotham", DOWN), START.plusSeconds(1)));

        assertThat(timeline.newestFirst())
                .containsExactly(
                        new Happening(2, START.plusSeconds(1), "gotham", "down", "node", "gotham is down"),
                        new Happening(1, START, "gotham", "healthy", "node", "gotham is up"));
    }

    @Test
    void oneChangeIsOneEntry() {
        timeline.onEvent(new NodeStatusChanged(node("gotham", DOWN), SUSPECT, START));
        timeline.onEvent(new NodeDown(node("gotham", DOWN), START));

        assertThat(timeline.newestFirst()).hasSize(1);
    }

    @Test
    void theCommandIsToldAmongTheRest() {
        NodeId gotham = NodeId.of("gotham");
        timeline.onEvent(new CommanderElected(gotham, 7, START));
        timeline.onEvent(new RoleChanged(gotham, Role.WINGMATE, Role.COMMANDER, START));
        timeline.onEvent(new CommanderLost(gotham, 7, "it left", START));

        assertThat(timeline.newestFirst())
                .containsExactly(
                        new Happening(2, START, "gotham", "suspect", "command", "gotham commands no more: it left"),
                        new Happening(1, START, "gotham", "healthy", "command", "gotham commands, term 7"));
    }

    @Test
    void oldestIsForgottenAtTheBound() {
        for (int i = 0; i <= Timeline.SIZE; i++) {
            timeline.onEvent(new NodeUp(node("node-" + i, HEALTHY), START));
        }

        assertThat(timeline.newestFirst())
                .hasSize(Timeline.SIZE)
                .last()
                .extracting(Happening::node)
                .isEqualTo("node-1");
    }
}
