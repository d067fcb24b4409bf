package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    void manyWhoBecomeKnownByRumorAloneAreFollowedByExchangesSoon() {
        rig.meet(B);
        rig.advance(Duration.ofSeconds(1));
        rig.answering(everybody());
        rig.receive(B, rumors(9));
        assertThat(exchangesWithAnybodyIn(4)).isBetween(2, 5);
    }

    @Test
    void aFewWhoBecomeKnownByRumorChangeNothing() {
        rig.meet(B);
        rig.advance(Duration.ofSeconds(1));
        rig.answering(everybody());
        rig.receive(B, rumors(7));
        assertThat(exchangesWithAnybodyIn(4)).isLessThanOrEqualTo(1);
    }

    private int exchangesWithAnybodyIn(int seconds) {
        Set<StreamId> exchanges = new HashSet<>();
        for (int second = 0; second < seconds; second++) {
            rig.advance(Duration.ofSeconds(1));
            for (Peer peer : everybody()) {
                exchanges.addAll(rig.dialsTo(peer.address()));
            }
        }
        return exchanges.size();
    }

    private static Peer[] everybody() {
        return IntStream.range(-1, 9).mapToObj(i -> i < 0 ? B : newcomer(i)).toArray(Peer[]::new);
    }

    private static Peer newcomer(int i) {
        return Peer.node("n" + i, 10 + i);
    }

    private static Message[] rumors(int count) {
        return IntStream.range(0, count).mapToObj(i -> newcomer(i).alive(1)).toArray(Message[]::new);
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
