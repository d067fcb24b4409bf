package dev.swarm.registry.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.registry.mail.Letter;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Objects that were there before they had names: one, several, or none any more. */
class LocalWorkersTest {

    private final WorkersRig rig = new WorkersRig();
    private final SwarmWorker mine = new Noting("mine");

    /** Writes down what it is told. */
    private final class Noting implements SwarmWorker {

        private final String label;

        Noting(String label) {
            this.label = label;
        }

        @Override
        public Object onMessage(WorkerMessage message) {
            String text = message.as(String.class);
            rig.log.add(label + " " + text);
            if (text.equals("fail")) {
                throw new IllegalStateException("not today");
            }
            return text;
        }

        @Override
        public void onStop(StopReason reason) {
            rig.log.add(label + " stop " + reason);
        }
    }

    @Test
    void oneThatNobodyWroteToEndsAsAnyOther() {
        rig.local("n", mine, 5);
        assertThat(rig.tasks).isEmpty();

        rig.stop("n", 5, StopReason.STOPPED);
        assertThat(rig.mail("n", "late", true)).isFalse();
        rig.run();

        assertThat(rig.log).containsExactly("mine stop STOPPED", "> stopped -5");
        assertThat(rig.workers.has("n")).isFalse();
    }

    @Test
    void theNamesOfOneObjectShareItsMailboxAndEndWithIt() {
        rig.local("first", mine, 5);
        rig.local("second", mine, 6);
        rig.local("third", mine, 7);
        rig.workers.dropLocal("third", 7);
        rig.mail("second", "two", false);
        rig.mail("first", "one", false);
        assertThat(rig.tasks).hasSize(1);
        assertThat(rig.mail("third", "three", false)).isFalse();
        rig.run();
        assertThat(rig.log).endsWith("mine two", "mine one");

        rig.workers.perform(new WorkerEffect.Detach(-5, "first"));
        assertThat(rig.mail("first", "gone", false)).isFalse();
        assertThat(rig.mail("second", "still", false)).isTrue();
        rig.stop("second", 6, StopReason.STOPPED);
        rig.run();

        assertThat(rig.log).endsWith("mine still", "mine stop STOPPED", "> stopped -6");
    }

    @Test
    void anObjectThatLosesOneOfItsNamesIsFoundByTheOthers() {
        rig.local("first", mine, 5);
        rig.mail("first", "one", true);
        rig.local("second", mine, 6);
        rig.stop("first", 5, StopReason.CONFLICT);
        rig.local("third", mine, 7);
        rig.mail("third", "three", false);
        rig.mail("second", "two", false);
        assertThat(rig.tasks).hasSize(1);
        rig.run();
        assertThat(rig.log)
                .containsExactly(
                        "< one ELSEWHERE", "> stopped -5", "< three TAKEN", "< two TAKEN", "mine three", "mine two");

        rig.stop("third", 7, StopReason.CONFLICT);
        rig.stop("second", 6, StopReason.CONFLICT);
        rig.run();

        assertThat(rig.log).endsWith("> stopped -7", "mine stop CONFLICT", "> stopped -6");
    }

    @Test
    void whatThrowsEndsWithAllItsNamesAndMayBeGivenOthers() {
        rig.local("first", mine, 5);
        rig.local("second", mine, 6);
        rig.mail("first", "fail", false);
        rig.mail("second", "left", true);
        rig.run();
        assertThat(rig.log)
                .containsExactly(
                        "< fail TAKEN",
                        "mine fail",
                        "mine stop CRASHED",
                        "< left ELSEWHERE",
                        "> over first -5 CRASHED",
                        "> over second -6 CRASHED");
        assertThat(rig.mail("second", "late", true)).isFalse();
        rig.stop("first", 5, StopReason.CRASHED);
        assertThat(rig.log).endsWith("> stopped -5");

        rig.local("third", mine, 7);
        rig.mail("third", "again", true);
        rig.run();

        assertThat(rig.log).endsWith("mine again", "< again ANSWERED");
    }

    @Test
    void anObjectMayHaveVeryManyNamesWhichEndWithIt() {
        int names = 100_000;
        for (int i = 0; i < names; i++) {
            rig.local("n" + i, mine, 5 + i);
        }
        rig.mail("n77", "fail", false);
        rig.run();

        assertThat(rig.log)
                .hasSize(names + 3)
                .startsWith("< fail TAKEN", "mine fail", "mine stop CRASHED")
                .contains("> over n0 -5 CRASHED", "> over n99999 -100004 CRASHED");
        assertThat(rig.workers.has("n50000")).isFalse();
    }

    /** The engine hears of it at once, and what it wants of the life before comes after the step. */
    @Test
    void aNameThatIsRegisteredAgainStaysWithItsLaterLife() {
        rig.local("n", mine, 5);
        rig.local("n", new Noting("later"), 6);
        rig.workers.dropLocal("n", 4);

        rig.workers.perform(new WorkerEffect.Detach(-5, "n"));
        rig.mail("n", "hello", false);
        rig.run();
        assertThat(rig.log).endsWith("later hello");

        CompletableFuture<Void> ended = rig.workers.endAll();
        rig.run();
        assertThat(ended).isDone();
        assertThat(rig.log).endsWith("later stop NODE_GONE").doesNotContain("mine stop NODE_GONE");
    }

    @Test
    void aManagedLifeTakesTheNameAndTheLocalOneIsEndedAllTheSame() {
        rig.local("n", mine, 5);
        rig.start(1, "n", Cause.HANDOFF);
        rig.stop("n", 5, StopReason.CONFLICT);
        rig.run();
        rig.workers.perform(new WorkerEffect.Open(1, 10));
        rig.mail("n", "hello", false);
        rig.run();

        assertThat(rig.log)
                .containsSubsequence("mine stop CONFLICT", "> stopped -5")
                .endsWith("message hello");
        rig.stop(1, StopReason.STOPPED, StopMode.NOW, null);
        rig.run();
        assertThat(rig.workers.has("n")).isFalse();
    }

    @Test
    void whatHasNoNameAnyMoreIsItsUsersAlone() {
        rig.local("n", mine, 5);
        rig.workers.perform(new WorkerEffect.Detach(-5, "n"));

        assertThat(rig.workers.endAll()).isDone();
        rig.run();
        assertThat(rig.log).isEmpty();
    }

    @Test
    void whatWaitedForALostNameIsHandledFirst() {
        rig.local("n", mine, 5);
        rig.mail("n", "before", true);
        rig.workers.perform(new WorkerEffect.Detach(-5, "n"));
        assertThat(rig.mail("n", "after", true)).isFalse();
        rig.run();
        assertThat(rig.log).containsExactly("mine before", "< before ANSWERED");

        assertThat(rig.workers.endAll()).isDone();
        rig.run();
        assertThat(rig.log).endsWith("< before ANSWERED");
    }

    @Test
    void anObjectThatGetsAnotherNameWhileSomethingWaitsHasOneMailbox() {
        rig.local("n", mine, 5);
        rig.mail("n", "one", false);
        rig.workers.perform(new WorkerEffect.Detach(-5, "n"));
        rig.local("again", mine, 6);
        rig.mail("again", "two", false);
        assertThat(rig.tasks).hasSize(1);
        rig.run();
        assertThat(rig.log).endsWith("mine one", "mine two");

        rig.stop("again", 6, StopReason.STOPPED);
        rig.run();
        assertThat(rig.log).endsWith("mine stop STOPPED", "> stopped -6");
    }

    @Test
    void anObjectThatIsRenamedWhileItHandlesAMessageHasOneMailbox() {
        SwarmWorker renamed = new SwarmWorker() {
            @Override
            public @Nullable Object onMessage(WorkerMessage message) {
                String text = message.as(String.class);
                if (text.equals("one")) {
                    rig.workers.perform(new WorkerEffect.Detach(-5, "n"));
                    rig.local("again", this, 6);
                    rig.mail("again", "two", false);
                    assertThat(rig.tasks).isEmpty();
                }
                rig.log.add("handled " + text);
                return null;
            }
        };
        rig.local("n", renamed, 5);
        rig.mail("n", "one", true);
        rig.run();

        assertThat(rig.log).containsExactly("< two TAKEN", "handled one", "< one ANSWERED", "handled two");
    }

    @Test
    void anObjectMayBeRegisteredAndUnregisteredForEver() {
        for (int token = 1; token <= 1_000; token++) {
            rig.local("n", mine, token);
            rig.mail("n", "hello", false);
            if (token % 2 == 0) {
                rig.run();
            }
            rig.workers.perform(new WorkerEffect.Detach(-token, "n"));
        }
        rig.run();
        assertThat(rig.log).filteredOn("mine hello"::equals).hasSize(1_000);

        assertThat(rig.workers.endAll()).isDone();
        rig.run();
        assertThat(rig.log).doesNotContain("mine stop NODE_GONE");
    }

    @Test
    void whatWaitsForALostNameEndsWithTheNode() {
        rig.local("n", mine, 5);
        rig.mail("n", "before", false);
        rig.workers.perform(new WorkerEffect.Detach(-5, "n"));

        CompletableFuture<Void> ended = rig.workers.endAll();
        rig.run();

        assertThat(ended).isDone();
        assertThat(rig.log).containsExactly("< before TAKEN", "mine before", "mine stop NODE_GONE");
    }

    /** All threads find one mailbox, which is made by the first of them. */
    @Test
    void messagesOfManyThreadsToOneThatNobodyWroteToAreHandledOnceEach() throws Exception {
        int threads = 4;
        int names = 500;
        AtomicInteger handled = new AtomicInteger();
        for (int i = 0; i < names; i++) {
            rig.local("n" + i, message -> handled.incrementAndGet(), 5 + i);
        }
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(senders.submit(() -> send(names, together)));
            }
            for (Future<?> each : all) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            senders.shutdownNow();
        }
        rig.run();

        assertThat(handled).hasValue(threads * names);
    }

    /** Takes its time, and notes whether it is called while it is called. */
    private static final class Counting implements SwarmWorker {

        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger handled = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        final AtomicBoolean overlaps = new AtomicBoolean();

        @Override
        public @Nullable Object onMessage(WorkerMessage message) {
            boolean isAlone = inside.incrementAndGet() == 1;
            spin(500);
            if (!isAlone || inside.getAndDecrement() != 1) {
                overlaps.set(true);
            }
            return handled.incrementAndGet();
        }

        void onReceipt(Receipt receipt) {
            if (receipt.equals(Receipt.FULL)) {
                refused.incrementAndGet();
            }
        }
    }

    /** What it has waiting for one name is done before anything for the next one, on whatever threads. */
    @Test
    void anObjectHandlesOneMessageAtATimeWhateverNamesItHas() throws Exception {
        Counting counting = new Counting();
        AtomicBoolean given = new AtomicBoolean();
        int lives = 10_000;
        ExecutorService crew = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> all = List.of(crew.submit(() -> work(given)), crew.submit(() -> work(given)));
            for (int token = 1; token <= lives; token++) {
                String name = "n" + token % 3;
                rig.local(name, counting, token);
                Letter letter = new Letter(WorkersRig.OTHER, name, false, 0, 10_000, Payload.of("hello"));
                assertThat(rig.workers.deliver(Mail.of(letter, 0, counting::onReceipt)))
                        .isTrue();
                spin(token % 50 * 20);
                rig.workers.perform(new WorkerEffect.Detach(-token, name));
            }
            given.set(true);
            for (Future<?> each : all) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            given.set(true);
            crew.shutdownNow();
        }

        assertThat(counting.overlaps).isFalse();
        assertThat(counting.handled.get() + counting.refused.get()).isEqualTo(lives);
        assertThat(rig.workers.endAll()).isDone();
    }

    private static void spin(int turns) {
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }

    private void work(AtomicBoolean given) {
        while (!given.get() || !rig.tasks.isEmpty()) {
            Runnable task = rig.tasks.poll();
            if (task == null) {
                Thread.onSpinWait();
            } else {
                task.run();
            }
        }
    }

    private @Nullable Void send(int names, CyclicBarrier together) throws Exception {
        for (int i = 0; i < names; i++) {
            together.await(1, TimeUnit.MINUTES);
            Letter letter = new Letter(WorkersRig.OTHER, "n" + i, false, 0, 10_000, Payload.of("hello"));
            assertThat(rig.workers.deliver(Mail.of(letter, 0, receipt -> {}))).isTrue();
        }
        return null;
    }
}
