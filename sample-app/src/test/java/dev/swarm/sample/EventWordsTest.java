package dev.swarm.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.QuorumLost;
import dev.swarm.api.event.QuorumRegained;
import dev.swarm.api.event.RoleChanged;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventWordsTest {

    private static final Instant TIME = Instant.parse("2026-05-04T10:00:00Z");

    @Test
    void comingAndGoingAreSaidPlainly() {
        assertThat(EventWords.of(new NodeUp(gotham(MemberStatus.HEALTHY), TIME)))
                .contains("gotham is up");
        assertThat(EventWords.of(new NodeDown(gotham(MemberStatus.DOWN), TIME))).contains("gotham is down");
        assertThat(EventWords.of(new NodeLeft(gotham(MemberStatus.LEFT), TIME))).contains("gotham has left");
    }

    @ParameterizedTest
    @CsvSource({"HEALTHY, SUSPECT, gotham is suspect", "SUSPECT, HEALTHY, gotham is healthy again"})
    void doubtAndItsEndAreSaid(MemberStatus previous, MemberStatus current, String words) {
        assertThat(EventWords.of(new NodeStatusChanged(gotham(current), previous, TIME)))
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({"SUSPECT, DOWN", "HEALTHY, LEFT", "DOWN, HEALTHY", "LEFT, HEALTHY", "DOWN, LEFT", "DOWN, SUSPECT"})
    void whatAnotherEventTellsIsNotSaidTwice(MemberStatus previous, MemberStatus current) {
        assertThat(EventWords.of(new NodeStatusChanged(gotham(current), previous, TIME)))
                .isEmpty();
    }

    @Test
    void theCommandIsSaidWithItsTermAndItsEndWithTheReason() {
        NodeId gotham = NodeId.of("gotham");
        assertThat(EventWords.of(new CommanderElected(gotham, 7, TIME))).contains("gotham commands, term 7");
        assertThat(EventWords.of(new CommanderLost(gotham, 7, "it left", TIME)))
                .contains("gotham commands no more: it left");
        assertThat(EventWords.of(new QuorumLost(gotham, new Quorum(3, 2), TIME)))
                .contains("gotham misses the quorum: 2 of 3");
        assertThat(EventWords.of(new QuorumRegained(gotham, new Quorum(3, 3), TIME)))
                .contains("gotham has the quorum");
    }

    @ParameterizedTest
    @CsvSource({"WINGMATE, OBSERVER, true", "WINGMATE, COMMANDER, false", "COMMANDER, WINGMATE, false"})
    void aRoleIsSaidUnlessTheCommandSaysIt(Role previous, Role current, boolean said) {
        Optional<String> words = EventWords.of(new RoleChanged(NodeId.of("gotham"), previous, current, TIME));
        assertThat(words).isEqualTo(said ? Optional.of("gotham is observer now") : Optional.empty());
    }

    private static Member gotham(MemberStatus status) {
        return new Member(
                NodeId.of("gotham"), NodeAddress.loopback(7946), status, new Incarnation(1), Role.WINGMATE, null);
    }
}
