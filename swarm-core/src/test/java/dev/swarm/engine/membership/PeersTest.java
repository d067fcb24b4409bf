package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom membership offers to the data plane. */
class PeersTest {

    private static final Now NOW = new Now(1_000, StepRig.START_MILLIS);
    private static final Peer BOB = Peer.node("b", 2);

    private final Membership membership = Membership.create(new MembershipParts(
            StepRig.SELF,
            StepRig.HOME,
            Peer.meta(StepRig.START_MILLIS),
            MembershipConfig.lan(),
            new Recorder(),
            new Nobody(),
            new PacketCodec(StepRig.PLAIN),
            new StreamCodec(StepRig.PLAIN),
            new StreamNumbers(),
            new Counters(),
            new SplittableRandom(1)));

    @BeforeEach
    void start() {
        membership.start(NOW, new Ticket(1));
        membership.onMessage(NOW, BOB.address(), BOB.alive(5));
        membership.onMessage(NOW, Peer.at(3), Peer.guest("g", 3).alive(5));
    }

    @Test
    void offersLiveMembersOfOursWithoutItself() {
        assertThat(membership.views().peers()).hasSize(1).first().satisfies(peer -> {
            assertThat(peer.id()).isEqualTo(BOB.id());
            assertThat(peer.address()).isEqualTo(BOB.address());
            assertThat(peer.session()).isEqualTo(Peer.STARTED_MILLIS);
        });
    }

    @Test
    void isTheSameObjectAsLongAsNothingChanged() {
        List<dev.swarm.engine.step.Peer> before = membership.views().peers();

        membership.onMessage(NOW, BOB.address(), BOB.suspectedBy("g", 5));
        membership.onMessage(NOW, BOB.address(), BOB.alive(6));
        assertThat(membership.views().peers()).isSameAs(before);

        membership.onMessage(
                NOW, BOB.address(), BOB.restartedAt(StepRig.START_MILLIS).alive(7));
        assertThat(membership.views().peers()).isNotSameAs(before).hasSize(1);
        assertThat(membership.views().peers().get(0).session()).isEqualTo(StepRig.START_MILLIS);
    }

    @Test
    void whoIsDownOrLeftIsNotOffered() {
        membership.onMessage(NOW, BOB.address(), BOB.goodbye(5));

        assertThat(membership.views().peers()).isEmpty();
    }
}
