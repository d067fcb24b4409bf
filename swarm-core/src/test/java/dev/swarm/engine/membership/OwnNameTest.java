package dev.swarm.engine.membership;

import static dev.swarm.engine.membership.StepRig.FIRST_INCARNATION;
import static dev.swarm.engine.membership.StepRig.SELF;
import static dev.swarm.engine.membership.StepRig.START_MILLIS;
import static dev.swarm.engine.membership.StepRig.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Rejection;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Answer.Done;
import dev.swarm.engine.step.Answer.NameTaken;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.Versions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node whose name is found under another address. */
class OwnNameTest {

    private static final Peer SEED = Peer.node("seed", 9);
    private static final Peer ELDER = rival(START_MILLIS - 3_600_000, 50);

    private final StepRig rig = StepRig.fresh(StepRig.quiet(MembershipConfig.lan()));
    private Ticket start = new Ticket(0);

    @Test
    void aLiveHolderKeepsItsNameAndTheNewcomerFallsSilent() {
        rig.answering(ELDER);
        enterWith(ELDER, FIRST_INCARNATION - 3_600);
        rig.advance(Duration.ofMillis(10));

        assertThat(rig.answer(start)).isEqualTo(new NameTaken(SELF, ELDER.address()));
        assertSilent();
    }

    @Test
    void aHolderThatDoesNotAnswerIsThePastAndIsOutranked() {
        enterWith(ELDER, FIRST_INCARNATION + 77);
        assertThat(rig.answer(start)).as("while the holder is asked").isNull();
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.answer(start)).isEqualTo(new Done());
        assertThat(rig.ownIncarnation()).isEqualTo(FIRST_INCARNATION + 78);
    }

    @Test
    void aPastLifeWithALowerNumberIsOutrankedToo() {
        enterWith(ELDER, 5);
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.answer(start)).isEqualTo(new Done());
        assertThat(rig.ownIncarnation()).isGreaterThan(FIRST_INCARNATION);
    }

    @Test
    void aPastLifeAtTheSameAddressIsOutrankedWithoutAsking() {
        Peer past = new Peer(SELF, StepRig.HOME, Peer.meta(START_MILLIS - 5_000).encode(), Versions.OURS);
        enterWith(past, FIRST_INCARNATION + 77);

        assertThat(rig.answer(start)).isEqualTo(new Done());
        assertThat(rig.ownIncarnation()).isEqualTo(FIRST_INCARNATION + 78);
    }

    @Test
    void aClockThatWentBackCostsOneRefutation() {
        Peer past = new Peer(SELF, StepRig.HOME, Peer.meta(START_MILLIS).encode(), Versions.OURS);
        rig.setWallMillis(1_000_000);
        start = rig.start();
        assertThat(rig.ownIncarnation()).isEqualTo(1_000);

        joinVia(past.record(MemberState.DEAD, FIRST_INCARNATION));
        assertThat(rig.ownIncarnation()).isEqualTo(FIRST_INCARNATION + 1);
    }

    @Test
    void theLaterOfTwoStartedTogetherGivesWay() {
        Peer earlier = rival(START_MILLIS - 2_000, 50);
        rig.answering(earlier);
        enterWith(earlier, FIRST_INCARNATION - 2);
        rig.advance(Duration.ofMillis(10));

        assertThat(rig.answer(start)).isInstanceOf(NameTaken.class);
    }

    @Test
    void theEarlierOfTwoStartedTogetherTellsTheLaterToGiveWay() {
        Peer later = rival(START_MILLIS + 2_000, 50);
        rig.answering(later);
        enterWith(later, FIRST_INCARNATION + 2);
        rig.advance(Duration.ofMillis(10));

        assertThat(rig.sent()).anySatisfy(packet -> {
            assertThat(packet.to()).isEqualTo(later.address());
            assertThat(packet.of(Alive.class)).singleElement().satisfies(told -> {
                assertThat(told.address()).isEqualTo(StepRig.HOME);
                assertThat(told.incarnation().value()).isGreaterThan(FIRST_INCARNATION + 2);
            });
        });

        rig.silence(later);
        rig.advance(Duration.ofSeconds(3));
        assertThat(rig.answer(start)).isEqualTo(new Done());
    }

    @Test
    void aLaterNodeThatHasFoundItsPlaceAlreadyKeepsTheName() {
        Peer later = rival(START_MILLIS + 2_000, 50);
        rig.answering(later);
        enterWith(later, FIRST_INCARNATION + 2);
        rig.advance(Duration.ofSeconds(2));

        assertThat(rig.answer(start)).isEqualTo(new NameTaken(SELF, later.address()));
        assertSilent();
    }

    @Test
    void ofTwoWithTheSameStampTheHigherAddressGivesWay() {
        Peer higher = rival(START_MILLIS, 50);
        rig.answering(higher);
        enterWith(higher, FIRST_INCARNATION);
        rig.advance(Duration.ofMillis(10));
        assertThat(rig.answer(start)).isNull();

        StepRig other = StepRig.fresh(MembershipConfig.lan());
        Peer lower = rival(START_MILLIS, 0);
        other.answering(lower);
        Ticket ticket = other.start();
        StreamId dialled = join(other);
        other.reply(dialled, table(true, SEED.record(MemberState.ALIVE, 1), lower.record(MemberState.ALIVE, 1)));
        other.advance(Duration.ofMillis(10));
        assertThat(other.answer(ticket)).isInstanceOf(NameTaken.class);
    }

    @Test
    void aGuestOfTheNameIsNeverDrivenOut() {
        Peer guest = new Peer(SELF, Peer.at(50), null, Versions.OURS);
        rig.answering(guest);
        enterWith(guest, 3);
        rig.advance(Duration.ofMillis(10));
        assertThat(rig.answer(start)).isInstanceOf(NameTaken.class);
    }

    @Test
    void anEstablishedNodeKeepsItsNameAgainstARivalThatAnswers() {
        StepRig holder = StepRig.founded();
        Peer newcomer = rival(START_MILLIS + 60_000, 50);
        holder.answering(newcomer);
        holder.receive(newcomer, newcomer.alive(FIRST_INCARNATION + 60));
        holder.advance(Duration.ofSeconds(5));

        assertThat(holder.ownIncarnation()).isEqualTo(FIRST_INCARNATION);
        assertThat(holder.engine.view().selfMember().address()).isEqualTo(StepRig.HOME);
        assertThat(holder.engine.counters().get(Rejection.NAME_CONFLICT)).isEqualTo(1);
        holder.receive(SEED, SEED.ping(1, SELF));
        assertThat(holder.sent()).anyMatch(packet -> packet.to().equals(SEED.address()));
    }

    @Test
    void anEstablishedNodeOutranksARivalThatIsSilent() {
        StepRig holder = StepRig.founded();
        holder.receive(SEED, ELDER.alive(FIRST_INCARNATION + 60));
        holder.advance(Duration.ofSeconds(1));

        assertThat(holder.ownIncarnation()).isEqualTo(FIRST_INCARNATION + 61);
    }

    private static Peer rival(long startedMillis, int number) {
        return new Peer(SELF, Peer.at(number), Peer.meta(startedMillis).encode(), Versions.OURS);
    }

    /** Starts, and joins a seed that knows the name at another address. */
    private void enterWith(Peer holder, long incarnation) {
        start = rig.start();
        joinVia(holder.record(MemberState.ALIVE, incarnation));
    }

    private void joinVia(MemberRecord own) {
        rig.reply(join(rig), table(true, SEED.record(MemberState.ALIVE, 1), own));
    }

    private static StreamId join(StepRig rig) {
        rig.engine.onCandidates(rig.now(), List.of(SEED.address()));
        return rig.dialsTo(SEED.address()).get(0);
    }

    /** A node that may not run does nothing at all any more, and wakes nobody. */
    private void assertSilent() {
        rig.forget();
        assertThat(rig.engine.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
        assertThat(rig.engine.load().streams()).isZero();

        Ticket join = rig.join(SEED.address());
        Ticket leave = rig.leave();
        rig.engine.onCandidates(rig.now(), List.of(SEED.address()));
        rig.receive(SEED, SEED.ping(1, SELF), SEED.alive(9), SEED.suspectedBy("x", 9));
        StreamId stream = rig.dialledBy(SEED, table(true, SEED.record(MemberState.ALIVE, 9)));
        rig.advance(Duration.ofMinutes(5));

        assertThat(rig.sent()).isEmpty();
        assertThat(rig.out.stream(stream).isClosed()).isTrue();
        assertThat(rig.out.stream(stream).bytes()).isEmpty();
        assertThat(rig.answer(join)).isInstanceOf(Answer.Failed.class);
        assertThat(rig.answer(leave)).isEqualTo(new Done());
        assertThat(rig.sent(Ping.class)).isEmpty();
        assertThat(rig.sent(Dead.class)).isEmpty();
    }
}
