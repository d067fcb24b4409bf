package dev.swarm.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.Verdict;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One vote: what it is given for, and for how long. The voter is b; a started before it, c after it. */
class VoterTest {

    private static final Elector A = new Elector(NodeId.of("a"), 10);
    private static final Elector B = new Elector(NodeId.of("b"), 20);
    private static final Elector C = new Elector(NodeId.of("c"), 30);
    private static final long SECOND = 1_000_000_000;

    private final Roles roles = new Roles(new Silence(), new Trail());
    private final Roster roster = new Roster(B, Role.WINGMATE, roles);
    private long nanos = SECOND;

    @Test
    void aPromiseOutlastsTheLeaseByTheMargin() {
        Voter voter = voter(2);
        voter.promise(now(), A, 5);
        pass(5 * SECOND + SECOND / 10);
        assertThat(ask(voter, AskKind.BALLOT, C, 6, true)).isEqualTo(Verdict.BOUND);
        pass(SECOND / 10);
        assertThat(ask(voter, AskKind.BALLOT, C, 6, true)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void aTermIsPromisedOnce() {
        Voter voter = voter(2);
        voter.promise(now(), A, 5);
        assertThat(ask(voter, AskKind.RENEWAL, A, 5, false)).isEqualTo(Verdict.GRANTED);
        pass(6 * SECOND);
        assertThat(ask(voter, AskKind.BALLOT, C, 5, true)).isEqualTo(Verdict.OLD_TERM);
        assertThat(ask(voter, AskKind.BALLOT, C, 4, true)).isEqualTo(Verdict.OLD_TERM);
        voter.release(A.node(), 5);
        assertThat(ask(voter, AskKind.RENEWAL, A, 5, false)).isEqualTo(Verdict.OLD_TERM);
    }

    @Test
    void whoIsReleasedIsFreeAtOnceButOnlyByTheHolder() {
        Voter voter = voter(2);
        voter.promise(now(), A, 5);
        voter.release(C.node(), 5);
        voter.release(A.node(), 4);
        assertThat(voter.boundTo(now())).isEqualTo(A);
        voter.release(A.node(), 5);
        assertThat(voter.boundTo(now())).isNull();
    }

    @Test
    void aProcessThatHasJustStartedIsSilentIfPromisesMatter() {
        Voter voter = voter(2);
        voter.start(now());
        assertThat(ask(voter, AskKind.BALLOT, A, 5, false)).isEqualTo(Verdict.NOT_YET);
        pass(5 * SECOND + 2 * SECOND / 10);
        assertThat(ask(voter, AskKind.BALLOT, A, 5, false)).isEqualTo(Verdict.GRANTED);
        Voter alone = voter(1);
        alone.start(now());
        assertThat(ask(alone, AskKind.BALLOT, A, 5, false)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void whoeverGoesBeforeIsPreferredUnlessItHasFailedForLong() {
        Voter voter = voter(2);
        assertThat(ask(voter, AskKind.BALLOT, C, 5, false)).isEqualTo(Verdict.SENIOR);
        assertThat(ask(voter, AskKind.BALLOT, C, 5, true)).isEqualTo(Verdict.GRANTED);
        assertThat(ask(voter, AskKind.BALLOT, A, 5, false)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void aTrialAsksWhatWouldBeIfTheCommanderLetGo() {
        Voter voter = voter(2);
        voter.promise(now(), C, 5);
        assertThat(ask(voter, AskKind.TRIAL, A, 6, false)).isEqualTo(Verdict.GRANTED);
        assertThat(ask(voter, AskKind.BALLOT, A, 6, false)).isEqualTo(Verdict.BOUND);
        voter.release(C.node(), 5);
        voter.promise(now(), A, 6);
        assertThat(ask(voter, AskKind.TRIAL, C, 7, true)).isEqualTo(Verdict.BOUND);
    }

    @Test
    void withAQuorumOfOneAPromiseToTheGoneDoesNotBind() {
        Elector gone = new Elector(C.node(), 29);
        Voter one = voter(1);
        one.promise(now(), gone, 5);
        assertThat(one.boundTo(now())).isNull();
        Voter two = voter(2);
        two.promise(now(), gone, 5);
        assertThat(two.boundTo(now())).isEqualTo(gone);
    }

    @Test
    void whoTakesNoPartGetsNoVoteAndGivesNone() {
        Voter voter = voter(2);
        assertThat(voter.judge(now(), ask(AskKind.BALLOT, 5, true), null)).isEqualTo(Verdict.NO_ELECTOR);
    }

    private Voter voter(int quorumSize) {
        roster.onPeers(List.of(peer(A), peer(C)));
        return new Voter(new Times(TopologyConfig.defaults()), roster, quorumSize);
    }

    private Verdict ask(Voter voter, AskKind kind, Elector candidate, long term, boolean insistent) {
        return voter.judge(now(), ask(kind, term, insistent), candidate);
    }

    private static Ask ask(AskKind kind, long term, boolean insistent) {
        return new Ask(kind, term, 0, 0, insistent, 0);
    }

    private Now now() {
        return new Now(nanos, nanos / 1_000_000);
    }

    private void pass(long time) {
        nanos += time;
    }

    private static Peer peer(Elector elector) {
        NodeMeta meta = new NodeMeta(
                new VersionRange(1, 1), elector.startedAtMillis(), Role.WINGMATE, "shop", null, new TreeMap<>(), null);
        return new Peer(elector.node(), NodeAddress.loopback(7946), meta);
    }
}
