package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Answer.Done;
import dev.swarm.engine.step.Answer.Failed;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.StreamMessage.Failure;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a node finds its place, and goes on looking for others. */
class EntranceTest {

    private static final Peer B = Peer.node("b", 2);
    private static final Peer C = Peer.node("c", 3);

    private final StepRig rig = StepRig.fresh(StepRig.quiet(MembershipConfig.lan()));

    @Test
    void whoHearsOfNobodyFoundsItsClusterAfterASecond() {
        Ticket start = rig.start();
        rig.advance(Duration.ofMillis(999));
        assertThat(rig.answer(start)).isNull();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.answer(start)).isEqualTo(new Done());
    }

    @Test
    void aJoinEndsTheEntranceAtOnce() {
        Ticket start = rig.start();
        rig.reply(seek(B), table(true, B.record(MemberState.ALIVE, 1)));
        assertThat(rig.answer(start)).isEqualTo(new Done());
        assertThat(rig.news()).containsExactly("NodeUp b");
    }

    @Test
    void theJoinTellsTheOwnRecord() {
        rig.start();
        PushPull said = (PushPull) rig.said(seek(B));
        assertThat(said.join()).isTrue();
        assertThat(said.records()).singleElement().satisfies(own -> {
            assertThat(own.name()).isEqualTo(StepRig.SELF);
            assertThat(own.address()).isEqualTo(StepRig.HOME);
            assertThat(own.incarnation().value()).isEqualTo(StepRig.FIRST_INCARNATION);
            assertThat(own.state()).isEqualTo(MemberState.ALIVE);
        });
    }

    @Test
    void whoseCandidatesAllRefuseFoundsAfterASecond() {
        Ticket start = rig.start();
        for (int i = 0; i < 4; i++) {
            seekAll(B, C).forEach(dial -> rig.fail(dial, StreamEnd.REFUSED));
            rig.advance(Duration.ofMillis(250));
        }
        assertThat(rig.answer(start)).isEqualTo(new Done());
    }

    @Test
    void aSecondTryUnderWayDoesNotHideThatAllWereTried() {
        Ticket start = rig.start();
        rig.fail(seek(B), StreamEnd.REFUSED);
        rig.advance(Duration.ofMillis(900));
        assertThat(rig.dialsTo(B.address())).as("the second try").hasSize(1);
        rig.advance(Duration.ofMillis(100));
        assertThat(rig.answer(start)).isEqualTo(new Done());
    }

    @Test
    void whoseCandidateIsSilentTriesForThreeSeconds() {
        Ticket start = rig.start();
        seek(B);
        rig.advance(Duration.ofMillis(2_999));
        assertThat(rig.answer(start)).isNull();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.answer(start)).isEqualTo(new Done());
    }

    @Test
    void meetingItselfUnderAnotherAddressIsNoJoin() {
        Ticket start = rig.start();
        NodeAddress alias = Peer.at(99);
        rig.engine.onCandidates(rig.now(), List.of(alias));
        StreamId dial = rig.dialsTo(alias).get(0);
        rig.reply(dial, rig.said(dial));
        assertThat(rig.answer(start)).isNull();
        assertThat(rig.ownIncarnation()).isEqualTo(StepRig.FIRST_INCARNATION);

        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.answer(start)).isEqualTo(new Done());
    }

    @Test
    void anAliasIsNotMetAgainAndAgain() {
        NodeAddress alias = Peer.at(99);
        StepRig founder = StepRig.founded();
        founder.meet(B);
        founder.engine.onCandidates(founder.now(), List.of(alias));
        int met = 0;
        for (int second = 0; second < 40; second++) {
            for (StreamId dial : founder.dialsTo(alias)) {
                founder.reply(dial, table(true, B.record(MemberState.ALIVE, 5)));
                met++;
            }
            founder.advance(Duration.ofSeconds(1));
        }
        assertThat(met).isBetween(1, 2);
    }

    @Test
    void theOwnAddressAndThoseOfMembersAreNoCandidates() {
        StepRig founder = StepRig.founded();
        founder.meet(B);
        founder.engine.onCandidates(founder.now(), List.of(StepRig.HOME, B.address(), C.address()));
        assertThat(founder.dialsTo(StepRig.HOME)).isEmpty();
        assertThat(founder.dialsTo(B.address())).isEmpty();
        assertThat(founder.dialsTo(C.address())).hasSize(1);
        assertThat(founder.engine.load().candidates()).isEqualTo(1);
    }

    @Test
    void aCandidateThatBecameAMemberIsNotSoughtAnyMore() {
        rig.start();
        rig.reply(seek(B), table(true, B.record(MemberState.ALIVE, 1), C.record(MemberState.ALIVE, 1)));
        assertThat(rig.engine.load().candidates()).isZero();
    }

    @Test
    void aDeadCandidateIsTriedForEverWithGrowingPauses() {
        rig.start();
        rig.engine.onCandidates(rig.now(), List.of(B.address()));
        List<Long> tries = new ArrayList<>();
        for (int tenth = 0; tenth < 1_200; tenth++) {
            for (StreamId dial : rig.dialsTo(B.address())) {
                tries.add(rig.now().nanos() / 100_000_000);
                rig.fail(dial, StreamEnd.REFUSED);
            }
            rig.advance(Duration.ofMillis(100));
        }
        assertThat(tries.get(1) - tries.get(0)).isBetween(4L, 7L);
        assertThat(tries).hasSizeBetween(14, 22);
        assertThat(tries.get(tries.size() - 1) - tries.get(tries.size() - 2)).isBetween(80L, 121L);
    }

    @Test
    void atMostFourAreTriedAtOnce() {
        rig.start();
        rig.engine.onCandidates(rig.now(), addresses(100, 20));
        assertThat(rig.engine.load().streams()).isEqualTo(4);
    }

    /** Hosts that swallow connections hold each try for the whole time-out. */
    @Test
    void manySilentCandidatesStarveNone() {
        rig.start();
        rig.engine.onCandidates(rig.now(), addresses(100, 40));
        rig.engine.onCandidates(rig.now(), List.of(B.address()));
        for (int second = 0; second < 200 && !rig.knows(B); second++) {
            rig.dialsTo(B.address()).forEach(dial -> rig.reply(dial, table(true, B.record(MemberState.ALIVE, 1))));
            rig.advance(Duration.ofSeconds(1));
        }
        assertThat(rig.knows(B)).isTrue();
    }

    @Test
    void addressesSeenLatelyTakeThePlaceOfOldOnes() {
        rig.start();
        for (int i = 0; i < 8; i++) {
            rig.engine.onCandidates(rig.now(), addresses(1_000 + 200 * i, 200));
        }
        assertThat(rig.engine.load().candidates()).isEqualTo(Seeker.MAX_CANDIDATES);
        rig.engine.onCandidates(rig.now(), List.of(B.address()));
        for (int second = 0; second < 300 && rig.dialsTo(B.address()).isEmpty(); second++) {
            rig.out.streams.forEach((id, stream) -> {
                if (!stream.isClosed()) {
                    rig.fail(id, StreamEnd.REFUSED);
                }
            });
            rig.advance(Duration.ofSeconds(1));
        }
        assertThat(rig.dialsTo(B.address())).isNotEmpty();
    }

    @Test
    void aJoinByHandIsAnswered() {
        StepRig founder = StepRig.founded();
        Ticket good = founder.join(B.address());
        Ticket same = founder.join(B.address());
        founder.reply(founder.dialsTo(B.address()).get(0), table(true, B.record(MemberState.ALIVE, 1)));
        assertThat(founder.answer(good)).isEqualTo(new Done());
        assertThat(founder.answer(same)).isEqualTo(new Done());

        assertThat(failure(founder, StreamEnd.REFUSED)).contains("10.0.0.3:7946", "nobody listens");
        assertThat(failure(founder, StreamEnd.FAILED)).contains("could not be made");
        assertThat(failure(founder, StreamEnd.CLOSED)).contains("without a reply");

        Ticket refused = founder.join(C.address());
        founder.reply(founder.dialsTo(C.address()).get(0), new Failure("no such luck"));
        assertThat(founder.answer(refused)).isEqualTo(new Failed("10.0.0.3:7946: the peer answered: no such luck"));

        Ticket late = founder.join(C.address());
        founder.advance(Duration.ofSeconds(10));
        assertThat(founder.answer(late)).isEqualTo(new Failed("10.0.0.3:7946: no reply in time"));

        Ticket self = founder.join(StepRig.HOME);
        assertThat(founder.answer(self)).isInstanceOf(Failed.class);
    }

    private static String failure(StepRig rig, StreamEnd end) {
        Ticket ticket = rig.join(C.address());
        rig.fail(rig.dialsTo(C.address()).get(0), end);
        Answer answer = rig.answer(ticket);
        return answer instanceof Failed failed ? failed.reason() : "not failed: " + answer;
    }

    private StreamId seek(Peer peer) {
        return seekAll(peer).get(0);
    }

    private List<StreamId> seekAll(Peer... peers) {
        rig.engine.onCandidates(
                rig.now(), List.of(peers).stream().map(Peer::address).toList());
        return List.of(peers).stream()
                .flatMap(peer -> rig.dialsTo(peer.address()).stream())
                .toList();
    }

    private static List<NodeAddress> addresses(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(Peer::at).toList();
    }
}
