package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Sync;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members given up are sought, remembered, and at last forgotten. */
class ReunionTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);

    private final StepRig rig = StepRig.founded();

    ReunionTest() {
        rig.settleWith(B, C);
        rig.receive(C, B.deadBy("c", 5));
        rig.silence(B);
    }

    @Test
    void aMemberGivenUpIsSoughtForAsLongAsItIsRemembered() {
        int tries = 0;
        for (int minute = 0; minute < 40; minute++) {
            rig.advance(Duration.ofMinutes(1));
            List<StreamId> dials = rig.dialsTo(B.address());
            tries += dials.size();
            dials.forEach(dial -> rig.fail(dial, StreamEnd.FAILED));
        }
        assertThat(tries).isGreaterThan(20);
    }

    @Test
    void whoIsFoundAliveIsToldAndMetOnceMore() {
        StreamId first = nextDial();
        rig.reply(first, table(false, B.record(MemberState.ALIVE, 5)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
        assertThat(rig.sent(Dead.class)).contains(new Dead(B.id(), B.alive(5).incarnation(), StepRig.SELF));

        rig.advance(Duration.ofSeconds(1));
        StreamId second = rig.dialsTo(B.address()).get(0);
        rig.reply(second, table(false, B.record(MemberState.ALIVE, 6)));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        rig.answering(B);

        rig.advance(Duration.ofSeconds(20));
        assertThat(rig.dialsTo(B.address()))
                .as("only the tables compared after something new was learnt, at growing pauses")
                .hasSizeLessThan(6);
    }

    @Test
    void theFirstExchangeTellsTheLostWhatItMustOutrank() {
        PushPull said = rig.exchangeWith(B, B.record(MemberState.ALIVE, 5));
        assertThat(said.records())
                .filteredOn(record -> record.name().equals(B.id()))
                .extracting(MemberRecord::state)
                .containsExactly(MemberState.DEAD);
    }

    @Test
    void anAddressWhereAnotherMemberLivesIsNotSought() {
        Peer heir = new Peer(Peer.node("heir", 2).id(), B.address(), B.meta(), B.versions());
        rig.meet(heir);
        rig.advance(Duration.ofMinutes(5));
        assertThat(rig.dialsTo(B.address())).isEmpty();
    }

    @Test
    void whoLeftIsNotSought() {
        rig.receive(C, C.goodbye(5));
        rig.silence(C);
        rig.advance(Duration.ofMinutes(5));
        assertThat(rig.dialsTo(C.address())).isEmpty();
    }

    @Test
    void aMemberIsForgottenAfterTheForgetTimeAndNotBefore() {
        Sync sync = new Sync(Duration.ofDays(1), Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(1));
        StepRig brief = StepRig.founded(MembershipConfig.lan().with(sync));
        brief.settleWith(B, C);
        brief.receive(C, B.deadBy("c", 5));
        brief.silence(B);
        brief.receive(C, C.goodbye(5));

        brief.advance(Duration.ofSeconds(59));
        assertThat(brief.knows(B)).isTrue();
        assertThat(brief.knows(C)).isTrue();
        brief.advance(Duration.ofSeconds(3));
        assertThat(brief.knows(B)).isFalse();
        assertThat(brief.knows(C)).isFalse();
        assertThat(brief.engine.load().members()).isEqualTo(1);
        assertThat(brief.engine.load().rumors())
                .as("rumors about the forgotten")
                .isZero();
    }

    @Test
    void theForgottenMayComeBackWithAnyNumber() {
        Sync sync = new Sync(Duration.ofDays(1), Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(30));
        StepRig brief = StepRig.founded(MembershipConfig.lan().with(sync));
        brief.settleWith(B, C);
        brief.receive(C, B.deadBy("c", 5));
        brief.advance(Duration.ofSeconds(40));
        brief.facts();
        brief.receive(B, B.alive(1));
        assertThat(brief.news()).containsExactly("NodeUp b");
    }

    @Test
    void theHalvesOfAPartitionFindEachOther() {
        rig.silence(C);
        rig.advance(Duration.ofMinutes(3));
        assertThat(rig.status(C)).isEqualTo(MemberStatus.DOWN);
        rig.forget();

        MemberRecord own = new MemberRecord(
                StepRig.SELF,
                StepRig.HOME,
                rig.engine.view().selfMember().incarnation(),
                MemberState.DEAD,
                Peer.meta(StepRig.START_MILLIS).encode(),
                B.versions());
        long before = rig.ownIncarnation();
        rig.exchangeWith(B, own, B.record(MemberState.ALIVE, 6), C.record(MemberState.ALIVE, 6));

        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.status(C)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.ownIncarnation()).isEqualTo(before + 1);
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.sent(Alive.class)).anyMatch(claim -> claim.node().equals(StepRig.SELF));
    }

    private StreamId nextDial() {
        for (int second = 0; second < 30 && rig.dialsTo(B.address()).isEmpty(); second++) {
            rig.advance(Duration.ofSeconds(1));
        }
        return rig.dialsTo(B.address()).get(0);
    }
}
