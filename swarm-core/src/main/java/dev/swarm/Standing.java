package dev.swarm;

import dev.swarm.api.TacticalOverlay;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A subscription that begins a little later than it is given out, and may be closed before. */
final class Standing implements TacticalOverlay.Subscription {

    private @Nullable Runnable end;
    private boolean closed;

    /**
     * Begins, unless it is closed already; no lock is held meanwhile.
     *
     * @param subscribe returns what ends it
     */
    void begin(Supplier<Runnable> subscribe) {
        if (isClosed()) {
            return;
        }
        Runnable begun = subscribe.get();
        if (!keep(begun)) {
            begun.run();
        }
    }

    @Override
    public void close() {
        Runnable begun = take();
        if (begun != null) {
            begun.run();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean keep(Runnable begun) {
        end = closed ? null : begun;
        return !closed;
    }

    private synchronized @Nullable Runnable take() {
        Runnable begun = end;
        end = null;
        closed = true;
        return begun;
    }
}
