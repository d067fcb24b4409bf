package dev.swarm.runtime;

import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A change that waits for its step, and who is told of its end; telling is what it is run for. */
abstract class QueuedWrite implements Runnable {

    final int size;

    /** What the engine says against it; for the loop until its end is told. */
    @Nullable
    RuntimeException problem;

    QueuedWrite(int size) {
        this.size = size;
    }

    /** Makes the change. */
    abstract void make(Now now, SwarmEngine engine);

    /** Returns for how many changes it counts. */
    int changes() {
        return 1;
    }

    /** Tells whether it wants a step of its own. */
    boolean isAlone() {
        return false;
    }

    /** Reads where it will look, if that is known. */
    void foresee(SwarmEngine engine) {}

    /** Writes down its end; returns whether somebody is to be told, be it a little later. */
    abstract boolean end();

    /** Tells whether somebody waits for its end, which is written down. */
    abstract boolean isAwaited();

    /** One whose end completes a future. */
    static QueuedWrite completing(int size, BiConsumer<Now, SwarmEngine> change, Written done) {
        return new QueuedWrite(size) {

            private boolean awaited;

            @Override
            void make(Now now, SwarmEngine engine) {
                change.accept(now, engine);
            }

            @Override
            boolean end() {
                awaited = done.end(problem);
                return true;
            }

            @Override
            boolean isAwaited() {
                return awaited;
            }

            @Override
            public void run() {
                done.settle();
            }
        };
    }

    /** One of whose failure somebody hears, if anybody. */
    static QueuedWrite of(int size, BiConsumer<Now, SwarmEngine> change, @Nullable Consumer<RuntimeException> failed) {
        return new Reporting(size, change, failed, false);
    }

    /** One that has a step of its own. */
    static QueuedWrite alone(BiConsumer<Now, SwarmEngine> step) {
        return new Reporting(0, step, null, true);
    }

    private static final class Reporting extends QueuedWrite {

        private final BiConsumer<Now, SwarmEngine> change;
        private final @Nullable Consumer<RuntimeException> failed;
        private final boolean alone;

        private Reporting(
                int size,
                BiConsumer<Now, SwarmEngine> change,
                @Nullable Consumer<RuntimeException> failed,
                boolean alone) {
            super(size);
            this.change = change;
            this.failed = failed;
            this.alone = alone;
        }

        @Override
        void make(Now now, SwarmEngine engine) {
            change.accept(now, engine);
        }

        @Override
        boolean isAlone() {
            return alone;
        }

        @Override
        boolean end() {
            return failed != null && problem != null;
        }

        @Override
        boolean isAwaited() {
            return true;
        }

        @Override
        public void run() {
            if (failed != null && problem != null) {
                failed.accept(problem);
            }
        }
    }
}
