package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each event is stated once per change, and for one member they alternate. */
class MemberEventsTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    @Test
    void aNodeSaysNothingAboutItself() {
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.out.facts).isEmpty();
    }

    @Test
    void aLifeIsToldStepByStep() {
        rig.receive(B, B.alive(1), B.alive(1));
        assertThat(rig.news()).containsExactly("NodeUp b");

        rig.receive(C, B.suspectedBy("c", 1), B.suspectedBy("d", 1), B.suspectedBy("c", 2));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b");

        rig.receive(C, B.deadBy("c", 2), B.deadBy("d", 2), B.goodbye(2), B.deadBy("d", 3));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeDown b");

        rig.receive(B, B.alive(4), B.alive(4));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeUp b");

        rig.receive(B, B.goodbye(4), B.goodbye(4), B.deadBy("c", 4));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeLeft b");

        rig.receive(B, B.alive(5));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeUp b");
    }

    @Test
    void aRestartIsADownAndAnUp() {
        rig.receive(B, B.alive(1));
        rig.facts();
        rig.receive(B, B.restartedAt(Peer.STARTED_MILLIS + 1).alive(2));

        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeDown b", "NodeStatusChanged b", "NodeUp b");
    }

    @Test
    void aRestartedSuspectIsADownAndAnUpToo() {
        rig.receive(B, B.alive(1));
        rig.receive(C, B.suspectedBy("c", 1));
        rig.facts();
        rig.receive(B, B.restartedAt(Peer.STARTED_MILLIS + 1).alive(2));

        List<SwarmEvent> facts = rig.facts();
        assertThat(facts.get(0)).isInstanceOfSatisfying(NodeStatusChanged.class, changed -> {
            assertThat(changed.previous()).isEqualTo(MemberStatus.SUSPECT);
            assertThat(changed.current()).isEqualTo(MemberStatus.DOWN);
        });
        assertThat(facts.get(1)).isInstanceOf(NodeDown.class);
        assertThat(facts.get(2)).isInstanceOfSatisfying(NodeStatusChanged.class, changed -> {
            assertThat(changed.previous()).isEqualTo(MemberStatus.DOWN);
            assertThat(changed.current()).isEqualTo(MemberStatus.HEALTHY);
        });
        assertThat(facts.get(3)).isInstanceOf(NodeUp.class);
    }

    @Test
    void newMetadataOfTheSameProcessIsNoEvent() {
        rig.receive(B, B.alive(1));
        rig.facts();
        rig.receive(B, Peer.node("b", 2).alive(2));
        assertThat(rig.news()).isEmpty();
    }

    @Test
    void aGuestThatChangesItsMetadataIsNoRestart() {
        Peer guest = Peer.serf("s", 4);
        rig.receive(guest, guest.alive(1));
        rig.facts();
        rig.receive(guest, guest.telling(Peer.text("role=y")).alive(2));
        assertThat(rig.news()).isEmpty();
    }

    @Test
    void eventsCarryTheWallClockAndWhatIsKnownAfterTheChange() {
        rig.setWallMillis(StepRig.START_MILLIS + 123_456);
        rig.receive(B, B.alive(7));

        assertThat(rig.facts()).singleElement().isInstanceOfSatisfying(NodeUp.class, up -> {
            assertThat(up.time()).isEqualTo(Instant.ofEpochMilli(StepRig.START_MILLIS + 123_456));
            assertThat(up.member()).isEqualTo(rig.member(B));
        });
    }

    @Test
    void aGuestHasNoProfileAndNeverCommands() {
        Peer guest = Peer.guest("g", 4);
        rig.receive(guest, guest.alive(1));
        assertThat(rig.member(guest).isGuest()).isTrue();

        rig.receive(B, B.alive(1));
        assertThat(rig.member(B).isGuest()).isFalse();
    }

    /** Whatever arrives, in whatever order: up, then down or left, then up; and the view agrees with the last word. */
    @Test
    void eventsAlternateWhateverArrives() {
        for (int seed = 0; seed < 40; seed++) {
            StepRig random = StepRig.founded();
            SplittableRandom chance = new SplittableRandom(seed);
            for (int i = 0; i < 60; i++) {
                arrive(random, chance);
                random.advance(Duration.ofMillis(chance.nextInt(900)));
            }
            assertAlternating(random, B, seed);
            assertAlternating(random, C, seed);
        }
    }

    private static void arrive(StepRig rig, SplittableRandom chance) {
        Peer about = chance.nextBoolean() ? B : C;
        long at = 1L + chance.nextInt(6);
        Peer speaker = chance.nextInt(4) == 0 ? about.restartedAt(Peer.STARTED_MILLIS + at) : about;
        Peer mover = chance.nextInt(6) == 0 ? speaker.movedTo(20 + chance.nextInt(3)) : speaker;
        Message claim = switch (chance.nextInt(5)) {
            case 0, 1 -> mover.alive(at);
            case 2 -> about.suspectedBy(chance.nextBoolean() ? "x" : "y", at);
            case 3 -> about.deadBy("x", at);
            default -> about.goodbye(at);
        };
        if (chance.nextInt(3) == 0) {
            MemberState[] states = MemberState.values();
            rig.exchangeWith(C, mover.record(states[chance.nextInt(states.length)], at));
        } else {
            rig.receive(C, claim);
        }
    }

    private static void assertAlternating(StepRig rig, Peer peer, int seed) {
        boolean up = false;
        MemberStatus status = null;
        for (SwarmEvent fact : rig.out.facts) {
            if (!fact.node().equals(peer.id())) {
                continue;
            }
            if (fact instanceof NodeStatusChanged changed) {
                assertThat(changed.previous()).as("seed %d: %s", seed, fact).isEqualTo(status);
                assertThat(changed.current()).isNotEqualTo(changed.previous());
                status = changed.current();
            } else {
                boolean isUp = fact instanceof NodeUp;
                assertThat(isUp).as("seed %d: %s", seed, fact).isNotEqualTo(up);
                up = isUp;
                status = isUp ? MemberStatus.HEALTHY : status;
            }
        }
        assertThat(rig.knows(peer) ? rig.status(peer) : null)
                .as("seed %d", seed)
                .isEqualTo(status);
    }
}
