package dev.swarm.sim.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.sim.time.SimScheduler;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Streams behave as TCP does: whole, in order, or broken. */
class SimStreamTest {

    private static final LinkProfile PERFECT = LinkProfile.perfect(Duration.ofMillis(1));
    private static final StreamId DIALLED = new StreamId(StreamId.Origin.ENGINE, 7);
    private static final StreamId ACCEPTED = new StreamId(StreamId.Origin.PEER, 0);

    private final SimScheduler scheduler = new SimScheduler();
    private final SplittableRandom chance = new SplittableRandom(3);
    private final SimNetwork network = new SimNetwork(scheduler, chance.split(), PERFECT);
    private final NotingEndpoint alice = new NotingEndpoint();
    private final NotingEndpoint bob = new NotingEndpoint();
    private final SimSocket atAlice = network.bind(NodeAddress.loopback(1), alice);
    private final SimSocket atBob = network.bind(NodeAddress.loopback(2), bob);

    @Test
    void bytesArriveWholeAndInOrderCutAnywhere() {
        byte[] request = bytes(100_000);
        byte[] reply = bytes(50_000);

        dial();
        atAlice.write(DIALLED, request);
        run(100);
        atBob.write(ACCEPTED, reply);
        run(100);

        assertThat(bob.readFrom(ACCEPTED)).isEqualTo(request);
        assertThat(alice.readFrom(DIALLED)).isEqualTo(reply);
        assertThat(bob.reads).isGreaterThan(10);
        assertThat(network.traffic(atAlice.address()).streamBytesSent()).isEqualTo(request.length);
        assertThat(network.traffic(atAlice.address()).streamBytesReceived()).isEqualTo(reply.length);
        assertThat(network.traffic(atAlice.address()).streamsDialled()).isEqualTo(1);
    }

    @Test
    void aDialTakesARoundTripBeforeBytesArriveAndHidesTheListeningPort() {
        dial();
        atAlice.write(DIALLED, bytes(1));

        scheduler.runTo(Duration.ofMillis(1).toNanos());
        assertThat(bob.accepted).containsExactly(ACCEPTED);
        assertThat(bob.senders.get(0).port()).isNotEqualTo(atAlice.address().port());
        assertThat(bob.senders.get(0).ip()).isEqualTo(atAlice.address().ip());
        scheduler.runTo(Duration.ofMillis(3).toNanos() - 1);
        assertThat(bob.reads).isZero();
        scheduler.runTo(Duration.ofMillis(3).toNanos());
        assertThat(bob.reads).isEqualTo(1);
    }

    @Test
    void closingFlushesFirstAndOnlyThePeerIsTold() {
        dial();
        atAlice.write(DIALLED, bytes(5000));
        atAlice.close(DIALLED);
        atAlice.write(DIALLED, bytes(1));
        run(100);

        assertThat(bob.readFrom(ACCEPTED)).hasSize(5000);
        assertThat(bob.closed).containsExactly(ACCEPTED);
        assertThat(bob.ends).containsExactly(StreamEnd.CLOSED);
        assertThat(alice.closed).isEmpty();
        assertThat(atAlice.openStreams() + atBob.openStreams()).isZero();
    }

    @Test
    void aDialWhereNobodyListensIsRefused() {
        atBob.release();
        dial();
        atAlice.write(DIALLED, bytes(5000));
        run(100);

        assertThat(alice.closed).containsExactly(DIALLED);
        assertThat(alice.ends).containsExactly(StreamEnd.REFUSED);
        assertThat(atAlice.openStreams()).isZero();
    }

    @Test
    void aDialIntoThePartitionWaitsForItsEnd() {
        network.rules().cut(atAlice.address(), atBob.address());
        dial();
        atAlice.write(DIALLED, bytes(10));
        run(5_000);
        assertThat(bob.accepted).isEmpty();
        assertThat(alice.closed).isEmpty();

        network.rules().heal();
        run(10_000);

        assertThat(bob.readFrom(ACCEPTED)).hasSize(10);
    }

    @Test
    void aOneWayCutStopsAStreamInBothDirections() {
        dial();
        run(10);
        network.rules().cutOneWay(atBob.address(), atAlice.address());
        atAlice.write(DIALLED, bytes(10));
        run(10_000);

        assertThat(bob.reads).isZero();
    }

    @Test
    void aDialThatNobodyEverAnswersFailsAfterTwoMinutes() {
        atBob.powerOff();
        dial();

        run(60_000);
        assertThat(alice.closed).isEmpty();
        run(70_000);
        assertThat(alice.closed).containsExactly(DIALLED);
        assertThat(alice.ends).containsExactly(StreamEnd.FAILED);
    }

    @Test
    void aCrashResetsOpenStreams() {
        dial();
        run(10);
        atBob.release();
        run(10);

        assertThat(alice.closed).containsExactly(DIALLED);
        assertThat(alice.ends).containsExactly(StreamEnd.CLOSED);
        assertThat(bob.closed).isEmpty();
    }

    @Test
    void aResetLostInACutIsSentAgainWhenThePeerWrites() {
        dial();
        run(10);
        network.rules().cut(atAlice.address(), atBob.address());
        atBob.release();
        run(1_000);
        network.rules().heal();
        run(60_000);
        assertThat(alice.closed).isEmpty();

        atAlice.write(DIALLED, bytes(1));
        run(10);

        assertThat(alice.closed).containsExactly(DIALLED);
    }

    @Test
    void aPowerFailureSaysNothing() {
        dial();
        run(10);
        atBob.powerOff();
        run(60_000);

        assertThat(alice.closed).isEmpty();
        assertThat(atAlice.openStreams()).isEqualTo(1);
    }

    @Test
    void bytesForAClosedEndAreAnsweredByAReset() {
        dial();
        run(10);
        atBob.write(ACCEPTED, bytes(3));
        atAlice.close(DIALLED);
        run(100);

        assertThat(alice.reads).isZero();
        assertThat(bob.closed).containsExactly(ACCEPTED);
    }

    @Test
    void lossMakesAStreamSlowButLosesNothing() {
        network.rules().setStandard(PERFECT.withLoss(0.3).withReordering(0.5, Duration.ofMillis(9)));
        byte[] request = bytes(60_000);
        dial();
        atAlice.write(DIALLED, request);
        atAlice.close(DIALLED);

        run(50);
        assertThat(bob.closed).isEmpty();
        run(600_000);

        assertThat(bob.readFrom(ACCEPTED)).isEqualTo(request);
        assertThat(bob.closed).containsExactly(ACCEPTED);
    }

    @Test
    void aStreamThatMakesNoProgressIsGivenUp() {
        dial();
        run(10);
        network.rules().cut(atAlice.address(), atBob.address());
        atAlice.write(DIALLED, bytes(1));
        run(3_600_000);

        assertThat(alice.closed).containsExactly(DIALLED);
        assertThat(alice.ends).containsExactly(StreamEnd.FAILED);
        assertThat(bob.closed).isEmpty();
    }

    @Test
    void refusesANameThatIsInUse() {
        dial();

        assertThatThrownBy(this::dial).hasMessageContaining("is open already");
    }

    private void dial() {
        atAlice.connect(DIALLED, atBob.address());
    }

    private void run(long millis) {
        scheduler.runTo(scheduler.nowNanos() + Duration.ofMillis(millis).toNanos());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        chance.nextBytes(bytes);
        return bytes;
    }
}
