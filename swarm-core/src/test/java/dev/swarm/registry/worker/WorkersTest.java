package dev.swarm.registry.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.wire.registry.Blob;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Receipt.Status;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the engine wants done with workers, done step by step. */
class WorkersTest {

    private final WorkersRig rig = new WorkersRig();

    @Test
    void noMessageIsHandledBeforeTheStateIsThereAndTheLifeIsOpen() {
        rig.start(1, "n", Cause.HANDOFF, "old");
        assertThat(rig.mail("n", "hello", true)).isTrue();
        assertThat(rig.log).isEmpty();
        rig.run();
        assertThat(rig.log).containsExactly("start n", "state old", "> started 1");

        rig.workers.perform(new WorkerEffect.Open(1, 77));
        rig.run();

        assertThat(rig.log).endsWith("message hello", "< hello ANSWERED").hasSize(5);
        assertThat(Objects.requireNonNull(rig.latest).context.token()).isEqualTo(77);
    }

    @Test
    void anUnknownTypeFailsItsStartAndLeavesNothing() {
        rig.workers.perform(
                new WorkerEffect.Start(1, "n", WorkersRig.recipe("nobody", new byte[0]), 10, null, Cause.FIRST));
        rig.run();

        assertThat(rig.log).singleElement().asString().contains("start failed 1", "makes no workers of type 'nobody'");
        assertThat(rig.workers.has("n")).isFalse();
        assertThat(rig.mail("n", "hello", true)).isFalse();
    }

    @Test
    void aThrowingStartIsToldAndCleanedUp() {
        rig.workers.perform(new WorkerEffect.Start(
                1, "n", WorkersRig.recipe("probe", rig.values.encode("broken")), 10, null, Cause.FIRST));
        rig.run();

        assertThat(rig.log)
                .containsExactly(
                        "start n", "> start failed 1: java.lang.IllegalStateException: it is broken", "stop CRASHED");
    }

    @Test
    void aMoveFreezesAsksAndPassesOnWhatWaits() {
        rig.live(1, "n");
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.mail("n", "told", false);
        rig.mail("n", "asked", true);
        rig.run();
        assertThat(rig.log).containsExactly("< told TAKEN", "begin", "> frozen 1 Resume");

        rig.stop(1, StopReason.MOVED, StopMode.NOW, WorkersRig.OTHER);
        rig.run();
        assertThat(rig.log).endsWith("stop MOVED");
        assertThat(rig.letters).extracting(sent -> sent.letter().isAsk()).containsExactly(false, true);
        assertThat(rig.letters).allMatch(sent -> sent.letter().hops() == 1);

        rig.letters.remove().receipt().accept(Receipt.TAKEN);
        assertThat(rig.log).endsWith("stop MOVED");
        rig.letters
                .remove()
                .receipt()
                .accept(new Receipt(Status.ANSWERED, rig.values.codec().answer("yes")));

        assertThat(rig.log).endsWith("< asked ANSWERED", "> stopped 1");
        assertThat(rig.workers.has("n")).isFalse();
    }

    @Test
    void whatCannotBePassedOnYetIsTriedAgainAndThenRefused() {
        rig.live(1, "n");
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.run();
        rig.mail("n", "asked", true);
        rig.way = SendOutcome.REJECTED;
        rig.stop(1, StopReason.MOVED, StopMode.NOW, WorkersRig.OTHER);
        rig.run();
        assertThat(rig.letters).isEmpty();
        rig.way = SendOutcome.SENT;
        rig.timer.pass(Duration.ofMillis(10));
        rig.letters.remove().receipt().accept(Receipt.ELSEWHERE);
        rig.timer.pass(Duration.ofMillis(10));
        assertThat(rig.letters).hasSize(1);
        rig.timer.pass(WorkersRig.LIMIT.multipliedBy(2));
        rig.letters.remove().receipt().accept(Receipt.ELSEWHERE);

        assertThat(rig.log).endsWith("< asked ELSEWHERE", "> stopped 1");
    }

    @Test
    void aMoveThatComesToNothingGoesOnInOrder() {
        rig.live(1, "n");
        rig.mail("n", "one", false);
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.mail("n", "two", false);
        rig.run();
        rig.workers.perform(new WorkerEffect.Open(1, 10));
        rig.run();

        assertThat(rig.log.stream().filter(line -> line.startsWith("message")))
                .containsExactly("message one", "message two");
    }

    @Test
    void aThrowingOrTooLargeOrSlowHandoffStaysWhereItIs() {
        rig.live(1, "n");
        rig.answer = null;
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.run();
        rig.answer = Handoff.resume("x".repeat(2_000));
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.run();
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.timer.pass(WorkersRig.LIMIT);
        rig.run();

        assertThat(rig.log)
                .containsExactly("begin", "> frozen 1 Failed", "begin", "> frozen 1 Failed", "> frozen 1 Failed");
    }

    @Test
    void ignoreAndRestartAreSaidAsTheyAre() {
        rig.live(1, "n");
        rig.answer = Handoff.ignore();
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.run();
        rig.answer = Handoff.restart();
        rig.workers.perform(new WorkerEffect.Freeze(1));
        rig.run();

        assertThat(rig.log).containsExactly("begin", "> frozen 1 Ignore", "begin", "> frozen 1 Restart");
    }

    @Test
    void aCrashTellsTheAskerAndKeepsTheRestForTheNextLife() {
        rig.live(1, "n");
        rig.mail("n", "fail", true);
        rig.mail("n", "later", true);
        rig.run();
        assertThat(rig.log).containsExactly("message fail", "< fail THREW", "stop CRASHED", "> crashed 1");
        assertThat(rig.mail("n", "more", true)).isTrue();

        rig.start(2, "n", Cause.RESTART);
        rig.run();
        rig.workers.perform(new WorkerEffect.Open(2, 20));
        rig.run();

        assertThat(rig.log)
                .endsWith("> started 2", "message later", "< later ANSWERED", "message more", "< more ANSWERED");
        assertThat(rig.workers.counts().get(TrafficCounter.WORKER_CRASHES)).isEqualTo(1);
        assertThat(rig.workers.counts().get(TrafficCounter.WORKER_RESTARTS)).isEqualTo(1);
    }

    @Test
    void aCrashThatIsNotFollowedTellsWhoeverWaits() {
        rig.live(1, "n");
        rig.mail("n", "fail", false);
        rig.mail("n", "later", true);
        rig.run();
        rig.stop(1, StopReason.CRASHED, StopMode.NOW, null);
        rig.run();

        assertThat(rig.log).endsWith("> crashed 1", "< later ELSEWHERE", "> stopped 1");
        assertThat(rig.workers.has("n")).isFalse();
    }

    @Test
    void whatWaitsForARestartThatNeverComesIsRefusedInTheEnd() {
        rig.live(1, "n");
        rig.mail("n", "fail", false);
        rig.mail("n", "later", true);
        rig.run();
        rig.timer.pass(Duration.ofMinutes(2));

        assertThat(rig.log).endsWith("> crashed 1", "< later ELSEWHERE");
        assertThat(rig.workers.has("n")).isFalse();
        assertThat(rig.timer.size()).isZero();
    }

    @Test
    void aGracefulStopHandlesWhatWaitsAndOneNowDoesNot() {
        rig.live(1, "a");
        rig.live(2, "b");
        rig.mail("a", "one", true);
        rig.mail("b", "two", true);
        rig.stop(1, StopReason.STOPPED, StopMode.GRACEFUL, null);
        rig.stop(2, StopReason.STOPPED, StopMode.NOW, null);
        assertThat(rig.mail("a", "late", true)).isFalse();
        rig.run();

        assertThat(rig.log)
                .contains("message one", "< one ANSWERED", "< two ELSEWHERE")
                .doesNotContain("message two");
        assertThat(rig.log).contains("save a 10 nothing", "> stopped 1", "save b 20 nothing", "> stopped 2");
        assertThat(rig.log.indexOf("save a 10 nothing")).isLessThan(rig.log.indexOf("> stopped 1"));
    }

    @Test
    void aWorkerThatDoesNotEndIsForgotten() {
        rig.live(1, "n");
        rig.stop(1, StopReason.STOPPED, StopMode.NOW, null);
        assertThat(rig.log).isEmpty();
        rig.timer.pass(WorkersRig.LIMIT);
        rig.run();

        assertThat(rig.log).containsExactly("save n 10 nothing", "> stopped 1");
        assertThat(rig.timer.size()).isZero();
    }

    @Test
    void aStopWaitsForTheStartBeforeIt() {
        rig.start(1, "n", Cause.FIRST);
        rig.stop(1, StopReason.TIMED_OUT, StopMode.NOW, null);
        rig.run();

        assertThat(rig.log).containsExactly("start n", "> started 1", "stop TIMED_OUT", "> stopped 1");
    }

    @Test
    void stateIsKeptWhereTheQuorumIsLostAndFoundByTheNextLife() {
        rig.live(1, "n");
        rig.stop(1, StopReason.QUORUM_LOST, StopMode.NOW, null);
        rig.run();
        assertThat(rig.log).containsExactly("begin", "save n 10", "stop QUORUM_LOST", "> stopped 1");
        rig.log.clear();

        rig.start(2, "n", Cause.FAILOVER);
        rig.run();

        assertThat(rig.log).containsExactly("start n", "state kept", "> started 2");
    }

    @Test
    void aConflictIsResolvedBeforeAnyFurtherMessage() {
        rig.live(1, "n");
        rig.mail("n", "one", false);
        rig.workers.perform(new WorkerEffect.Resolve(1, new Blob(rig.values.encode("theirs"))));
        rig.run();
        assertThat(rig.log).containsExactly("< one TAKEN", "resolve theirs", "> resolved 1 null", "message one");

        rig.workers.perform(new WorkerEffect.Resolve(1, new Blob(rig.values.encode("bad"))));
        rig.run();

        assertThat(rig.log)
                .endsWith(
                        "resolve bad",
                        "> resolved 1 java.lang.IllegalStateException: cannot",
                        "stop CRASHED",
                        "> crashed 1");
    }

    @Test
    void aFullMailboxRefusesOneMore() {
        rig.live(1, "n");
        for (int i = 0; i <= WorkersRig.MAILBOX; i++) {
            rig.mail("n", "m" + i, false);
        }

        assertThat(rig.log).contains("< m4 TAKEN", "< m5 FULL");
        assertThat(rig.workers.counts().get(TrafficCounter.WORKER_MAILBOX_REFUSED))
                .isEqualTo(1);
    }

    @Test
    void aWorkerEndsItselfAfterThePresentCallAndItsTimersWithIt() {
        rig.live(1, "n");
        Objects.requireNonNull(rig.latest).context.later(Duration.ofSeconds(5), "never");
        Objects.requireNonNull(rig.latest).context.later(Duration.ofMillis(5), "soon");
        rig.timer.pass(Duration.ofMillis(5));
        rig.mail("n", "end", true);
        rig.mail("n", "left", true);
        rig.run();

        assertThat(rig.log).containsExactly("message soon", "message end", "< end ANSWERED", "stop DONE", "> done 1");
        rig.stop(1, StopReason.DONE, StopMode.NOW, null);
        rig.run();
        assertThat(rig.log).endsWith("< left ELSEWHERE", "save n 10 nothing", "> stopped 1");
    }

    @Test
    void timersAreBounded() {
        rig.live(1, "n");
        for (int i = 0; i < 1024; i++) {
            Objects.requireNonNull(rig.latest).context.later(Duration.ofDays(1), "x");
        }

        assertThatThrownBy(() -> Objects.requireNonNull(rig.latest).context.later(Duration.ofDays(1), "x"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void effectsForNobodyAreAnswered() {
        rig.workers.perform(new WorkerEffect.Freeze(9));
        rig.workers.perform(new WorkerEffect.Resolve(9, Blob.EMPTY));
        rig.stop(9, StopReason.MOVED, StopMode.NOW, null);

        assertThat(rig.log)
                .containsExactly("> frozen 9 Failed", "> resolved 9 the worker lives no longer", "> stopped 9");
    }

    @Test
    void theEndOfTheNodeEndsAllAndBeginsNothing() {
        rig.live(1, "a");
        rig.mail("a", "one", true);
        CompletableFuture<Void> ended = rig.workers.endAll();
        rig.start(2, "b", Cause.FIRST);
        rig.run();

        assertThat(ended).isDone();
        assertThat(rig.log)
                .containsExactly(
                        "> start failed 2: the node stops",
                        "message one",
                        "< one ANSWERED",
                        "begin",
                        "save a 10",
                        "stop NODE_GONE");
    }
}
