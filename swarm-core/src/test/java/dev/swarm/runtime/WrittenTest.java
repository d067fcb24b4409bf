package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A write's future: whoever looks at it finds it complete, and the loop runs nothing of the callers'. */
class WrittenTest {

    private final Written written = new Written();
    private final AtomicReference<Thread> ranBy = new AtomicReference<>();

    @Test
    void isNotDoneBeforeItsEnd() {
        written.settle();
        assertThat(written).isNotDone();
    }

    @Test
    void isDoneForWhoeverLooks() throws Exception {
        assertThat(written.end(null)).isFalse();
        assertThat(written.isDone()).isTrue();
        assertThat(written.isCancelled()).isFalse();
        assertThat(written.isCompletedExceptionally()).isFalse();
        assertThat(written.get()).isNull();
        assertThat(ended().get(1, TimeUnit.SECONDS)).isNull();
        assertThat(ended().join()).isNull();
        assertThat(ended().getNow(null)).isNull();
    }

    @Test
    void tellsWhoeverLooksOfAFailure() {
        boolean unusedAwaited = written.end(new IllegalStateException("full"));
        assertThat(written.isCompletedExceptionally()).isTrue();
        assertThatThrownBy(written::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("full");
        assertThatThrownBy(written::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("full");
        assertThatThrownBy(() -> written.getNow(null)).hasRootCauseMessage("full");
    }

    @Test
    void runsWhatIsAttachedLaterAtOnce() {
        boolean unusedAwaited = written.end(null);
        CompletableFuture<Void> unused = written.thenRun(() -> ranBy.set(Thread.currentThread()));
        assertThat(ranBy).hasValue(Thread.currentThread());
    }

    @Test
    void tellsThatSomebodyWaitsAndRunsNothingByItself() {
        CompletableFuture<Void> after = written.thenRun(() -> ranBy.set(Thread.currentThread()));
        assertThat(written.end(null)).isTrue();
        assertThat(ranBy).hasNullValue();
        assertThat(after).isNotDone();

        written.settle();
        assertThat(ranBy).hasValue(Thread.currentThread());
        assertThat(after).isCompleted();
    }

    /** It attaches itself in a way that no method of the future sees. */
    @Test
    void allOfIsSeenAsWaitingIfItCameBefore() {
        CompletableFuture<Void> all = CompletableFuture.allOf(written, new CompletableFuture<>());
        assertThat(written.end(null)).isTrue();
        assertThat(all).isNotDone();
    }

    @Test
    void endsOnceOnly() {
        assertThat(written.complete(null)).isTrue();
        boolean unusedAwaited = written.end(new IllegalStateException("late"));
        written.settle();
        assertThat(written.isCompletedExceptionally()).isFalse();
    }

    private static Written ended() {
        Written ended = new Written();
        boolean unusedAwaited = ended.end(null);
        return ended;
    }
}
