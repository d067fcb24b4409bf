package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comparing tables soon after something was learnt, and ever more rarely then. */
class SyncRhythmTest {

    private static final Peer B = Peer.node("b", 2);

    private final StepRig rig = StepRig.founded(MembershipConfig.lan());

    @Test
    void anExchangeThatTaughtSomethingIsFollowedByOthersAtGrowingPauses() {
        rig.join(B.address());
        rig.reply(rig.dialsTo(B.address()).get(0), table(true, B.record(MemberState.ALIVE, 5)));
        rig.answering(B);

        assertThat(exchangesIn(4))
                .as("at least half a second, at most one apart")
                .isBetween(4, 6);
        assertThat(exchangesIn(60)).as("pauses of 2, 4, 8, 16 and 30 s").isBetween(3, 8);
    }

    @Test
    void anExchangeThatAPeerBeganIsFollowedByNone() {
        rig.exchangeWith(B, B.record(MemberState.ALIVE, 5));
        rig.answering(B);

        assertThat(exchangesIn(60)).as("one each half minute").isBetween(1, 3);
    }

    @Test
    void aNodeThatLearntNothingComparesOnlyAtTheInterval() {
        rig.meet(B);
        assertThat(exchangesIn(300)).isBetween(9, 11);
    }

    /** Answers each exchange with an empty table. */
    private int exchangesIn(int seconds) {
        int exchanges = 0;
        for (int second = 0; second < seconds; second++) {
            rig.advance(Duration.ofSeconds(1));
            List<StreamId> dials = rig.dialsTo(B.address());
            dials.forEach(dial -> rig.reply(dial, table(false)));
            exchanges += dials.size();
        }
        return exchanges;
    }
}
