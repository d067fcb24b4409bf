package dev.swarm.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import java.time.Instant;
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

    private static Member gotham(MemberStatus status) {
        return new Member(
                NodeId.of("gotham"), NodeAddress.loopback(7946), status, new Incarnation(1), Role.WINGMATE, null);
    }
}
