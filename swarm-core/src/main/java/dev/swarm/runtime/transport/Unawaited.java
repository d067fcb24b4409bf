package dev.swarm.runtime.transport;

import io.netty.util.concurrent.Future;

/** Marks the places where the end of an operation is nobody's business. */
final class Unawaited {

    private Unawaited() {}

    /**
     * Lets an operation go. A failed write or close needs no handling of its own: a datagram may be lost, and a
     * stream that fails is closed, which is told by its close future.
     */
    static void nobodyWaitsFor(Future<?> operation) {
        assert operation != null : "Netty gave no future";
    }
}
