package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trying the addresses that discovery saw, when a try hangs. */
class SeekerTest {

    private final StepRig rig = StepRig.founded();

    @Test
    void aHangingAddressIsTriedOnceMoreBesideTheFirstTry() {
        Peer peer = Peer.node("b", 2);
        seek(peer);
        rig.advance(Duration.ofMillis(1_999));
        assertThat(rig.dialsTo(peer.address())).hasSize(1);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.dialsTo(peer.address())).hasSize(2);
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.dialsTo(peer.address())).hasSize(2);
    }

    @Test
    void triesThatEndAfterTheirAddressWasReachedDoNotUseUpTheBound() {
        for (int i = 0; i < 2 * Seeker.MAX_TRIES; i++) {
            Peer peer = Peer.node("n" + i, 10 + i);
            seek(peer);
            rig.advance(Duration.ofSeconds(2));
            List<StreamId> tries = rig.dialsTo(peer.address());
            assertThat(tries).as("tries of the address number " + i).hasSize(2);
            rig.reply(tries.get(0), table(true, peer.record(MemberState.ALIVE, 5)));
            rig.fail(tries.get(1), StreamEnd.FAILED);
            rig.answering(peer);
        }
    }

    private void seek(Peer peer) {
        rig.engine.onCandidates(rig.now(), List.of(peer.address()));
    }
}
