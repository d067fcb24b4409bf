package dev.swarm.runtime;

import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A change that waits for its step, and who is told of its end. */
final class QueuedWrite {

    final int size;
    final BiConsumer<Now, SwarmEngine> change;

    /** Whether it wants a step of its own. */
    final boolean alone;

    final @Nullable Written done;
    final @Nullable Consumer<RuntimeException> failed;

    /** What the engine says against it; for the loop alone. */
    @Nullable
    RuntimeException problem;

    private QueuedWrite(
            int size,
            BiConsumer<Now, SwarmEngine> change,
            boolean alone,
            @Nullable Written done,
            @Nullable Consumer<RuntimeException> failed) {
        this.size = size;
        this.change = change;
        this.alone = alone;
        this.done = done;
        this.failed = failed;
    }

    /** One whose end completes a future. */
    static QueuedWrite completing(int size, BiConsumer<Now, SwarmEngine> change, Written done) {
        return new QueuedWrite(size, change, false, done, null);
    }

    /** One of whose failure somebody hears. */
    static QueuedWrite of(int size, BiConsumer<Now, SwarmEngine> change, @Nullable Consumer<RuntimeException> failed) {
        return new QueuedWrite(size, change, false, null, failed);
    }

    /** One that has a step of its own. */
    static QueuedWrite alone(BiConsumer<Now, SwarmEngine> step) {
        return new QueuedWrite(0, step, true, null, null);
    }
}
