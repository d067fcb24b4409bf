package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole tables: what is written, and how each kind of record is taken. */
class TablesTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);
    private static final Peer D = Peer.node("d", 4);

    private final StepRig rig = StepRig.founded(StepRig.calm());

    @Test
    void aliveRecordsAreTakenAsTheyAre() {
        rig.exchangeWith(C, C.record(MemberState.ALIVE, 3), B.record(MemberState.ALIVE, 4));
        assertThat(rig.news()).containsExactly("NodeUp c", "NodeUp b");
        assertThat(rig.incarnation(B)).isEqualTo(4);
    }

    @Test
    void aDeadRecordOnlyRaisesADoubtUnderTheNameOfTheDoubted() {
        rig.settleWith(B, C);
        rig.exchangeWith(C, B.record(MemberState.DEAD, 5));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.advance(Duration.ofMillis(500));
        assertThat(rig.sent(Suspect.class))
                .contains(new Suspect(B.id(), B.alive(5).incarnation(), B.id()));
    }

    @Test
    void tenDeadRecordsAreNoMoreThanOneAccuser() {
        rig.settleWith(B, C, D);
        for (int i = 0; i < 10; i++) {
            rig.exchangeWith(C, B.record(MemberState.DEAD, 5));
            rig.exchangeWith(D, B.record(MemberState.SUSPECT, 5));
        }
        rig.advance(Duration.ofSeconds(23));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.status(B)).isEqualTo(MemberStatus.DOWN);
    }

    @Test
    void aSuspectThatIsUnknownIsFirstTakenAsAlive() {
        rig.exchangeWith(C, B.record(MemberState.SUSPECT, 5));
        assertThat(rig.news()).containsExactly("NodeUp b", "NodeStatusChanged b");
        assertThat(rig.status(B)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void aDeadOrLeftOneThatIsUnknownStaysSo() {
        rig.exchangeWith(C, B.record(MemberState.DEAD, 5), D.record(MemberState.LEFT, 5));
        assertThat(rig.knows(B)).isFalse();
        assertThat(rig.knows(D)).isFalse();
        assertThat(rig.news()).isEmpty();
    }

    @Test
    void aLeftRecordIsAGoodbye() {
        rig.settleWith(B, C);
        rig.exchangeWith(C, B.record(MemberState.LEFT, 5));
        assertThat(rig.news()).containsExactly("NodeStatusChanged b", "NodeLeft b");
    }

    @Test
    void staleRecordsChangeNothing() {
        rig.settleWith(B, C);
        rig.exchangeWith(
                C, B.record(MemberState.DEAD, 4), B.record(MemberState.LEFT, 4), B.record(MemberState.ALIVE, 4));
        assertThat(rig.news()).isEmpty();
        assertThat(rig.incarnation(B)).isEqualTo(5);
    }

    @Test
    void theAnswerIsWrittenBeforeTheRequestIsMerged() {
        PushPull answer = rig.exchangeWith(C, C.record(MemberState.ALIVE, 3));
        assertThat(names(answer)).containsExactly("a");
        assertThat(names(rig.exchangeWith(B))).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void theAnswerRepeatsWhetherItIsAJoin() {
        StreamId join = rig.dialledBy(C, StepRig.table(true));
        assertThat(((PushPull) rig.said(join)).join()).isTrue();
        assertThat(rig.exchangeWith(C).join()).isFalse();
    }

    @Test
    void whoEndedLatelyIsToldAndLaterOnlyToWhoAsks() {
        StepRig rig = StepRig.founded(MembershipConfig.lan());
        rig.settleWith(B, C, D);
        rig.receive(C, B.deadBy("c", 5), D.goodbye(5));
        rig.silence(B);
        rig.silence(D);
        assertThat(states(rig.exchangeWith(C))).contains("b DEAD", "d LEFT");

        rig.advance(Duration.ofSeconds(100));
        assertThat(states(rig.exchangeWith(C))).noneMatch(state -> state.startsWith("b ") || state.startsWith("d "));
        assertThat(names(rig.exchangeWith(C, B.record(MemberState.ALIVE, 1)))).contains("b");
    }

    @Test
    void anEmptyTableIsAnswered() {
        assertThat(names(rig.exchangeWith(C))).containsExactly("a");
    }

    /** A table must never be longer than what peers take, or than the codec writes: that would stop the node. */
    @Test
    void aTableTooLongForAStreamIsCutShort() {
        Bytes filler = Bytes.owning(new byte[NodeMeta.MAX_BYTES]);
        String prefix = "x".repeat(240);
        MemberRecord[] records = IntStream.range(0, 16_000)
                .mapToObj(i -> Peer.node(prefix + i, i).telling(filler).record(MemberState.ALIVE, 1))
                .toArray(MemberRecord[]::new);
        rig.exchangeWith(C, records);
        assertThat(rig.engine.load().members()).isEqualTo(16_001);

        StreamId stream = rig.dialledBy(C, StepRig.table(false));
        assertThat(rig.out.stream(stream).bytes().length).isBetween(11 << 20, 12 << 20);
        assertThat(names((PushPull) rig.said(stream)))
                .hasSizeGreaterThan(10_000)
                .contains("a");
    }

    @Test
    void addressesKeepTheirByteForm() {
        byte[] mapped = new byte[16];
        Arrays.fill(mapped, 10, 12, (byte) 0xFF);
        mapped[12] = 10;
        mapped[15] = 2;
        Peer sixteen = new Peer(B.id(), NodeAddress.of(mapped, 7946), B.meta(), B.versions());
        rig.receive(sixteen, sixteen.alive(1));
        assertThat(rig.exchangeWith(C).records())
                .anySatisfy(record -> assertThat(record.address()).isEqualTo(sixteen.address()));
    }

    private static List<String> names(PushPull table) {
        return table.records().stream().map(record -> record.name().name()).toList();
    }

    private static List<String> states(PushPull table) {
        return table.records().stream()
                .map(record -> record.name() + " " + record.state())
                .toList();
    }
}
