package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the first doubt to the end, in a cluster of ten: at least 4 s, at most 24 s, two confirmations wanted. */
class SuspicionTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Dead VERDICT = new Dead(B.id(), B.alive(5).incarnation(), StepRig.SELF);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    SuspicionTest() {
        Peer[] others =
                IntStream.range(4, 11).mapToObj(i -> Peer.node("n" + i, i)).toArray(Peer[]::new);
        rig.meet(B, C);
        rig.settleWith(others);
        assertThat(rig.engine.view().members()).hasSize(10);
    }

    @Test
    void aDoubtThatNobodySharesLastsLongest() {
        rig.receive(C, B.suspectedBy("c", 5));
        assertDownAfter(24_000);
    }

    @Test
    void oneConfirmationShortensItByTheLogarithm() {
        rig.receive(C, B.suspectedBy("c", 5), B.suspectedBy("d", 5));
        assertDownAfter(11_381);
    }

    @Test
    void allConfirmationsShortenItToTheLeast() {
        rig.receive(C, B.suspectedBy("c", 5), B.suspectedBy("d", 5), B.suspectedBy("e", 5));
        assertDownAfter(4_000);
    }

    @Test
    void aConfirmationCountsFromTheBeginning() {
        rig.receive(C, B.suspectedBy("c", 5));
        rig.advance(Duration.ofSeconds(3));
        rig.receive(C, B.suspectedBy("d", 5), B.suspectedBy("e", 5));
        assertDownAfter(1_000);
    }

    @Test
    void aConfirmationThatComesAfterTheShorterTimeEndsItAtOnce() {
        rig.receive(C, B.suspectedBy("c", 5));
        rig.advance(Duration.ofSeconds(20));
        rig.receive(C, B.suspectedBy("d", 5), B.suspectedBy("e", 5));
        rig.advance(Duration.ZERO);
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void theFirstAccuserRepeatingItselfIsNoConfirmation() {
        for (int i = 0; i < 20; i++) {
            rig.receive(C, B.suspectedBy("c", 5));
        }
        assertDownAfter(24_000);
    }

    @Test
    void theVerdictIsToldOnce() {
        rig.receive(C, B.suspectedBy("c", 5));
        rig.advance(Duration.ofSeconds(24));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeStatusChanged b", "NodeDown b");
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.sent(Claim.class)).contains(VERDICT);
        assertThat(rig.engine.counters().get(TrafficCounter.SUSPICIONS)).isEqualTo(1);
    }

    @Test
    void aRefutationCancelsIt() {
        rig.receive(C, B.suspectedBy("c", 5), B.suspectedBy("d", 5), B.suspectedBy("e", 5));
        rig.advance(Duration.ofMillis(3_999));
        rig.receive(B, B.alive(6));
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void aRefutationByTableCancelsItToo() {
        rig.receive(C, B.suspectedBy("c", 5));
        rig.exchangeWith(C, B.record(MemberState.ALIVE, 6));
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.HEALTHY);
    }

    @Test
    void aDoubtAtAHigherNumberBeginsAnew() {
        rig.receive(C, B.suspectedBy("c", 5), B.suspectedBy("d", 5));
        rig.advance(Duration.ofSeconds(11));
        rig.receive(C, B.suspectedBy("c", 6));
        assertDownAfter(24_000);
        assertThat(rig.incarnation(B)).isEqualTo(6);
    }

    @Test
    void aNewDoubtAfterARefutationHasAllItsTime() {
        rig.receive(C, B.suspectedBy("c", 5));
        rig.advance(Duration.ofSeconds(20));
        rig.receive(B, B.alive(6), B.suspectedBy("d", 6));
        assertDownAfter(24_000);
    }

    @Test
    void manyDoubtsEndEachInItsTime() {
        for (int i = 4; i < 11; i++) {
            rig.receive(C, Peer.node("n" + i, i).suspectedBy("c", 5));
            rig.advance(Duration.ofMillis(100));
        }
        rig.facts();
        for (int i = 4; i < 11; i++) {
            rig.advance(i == 4 ? Duration.ofMillis(23_300) : Duration.ofMillis(100));
            assertThat(rig.news()).contains("NodeDown n" + i).hasSize(2);
        }
    }

    /** B answers whatever it is asked; only a refutation would save it. */
    private void assertDownAfter(long millis) {
        rig.advance(Duration.ofMillis(millis - 1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }
}
