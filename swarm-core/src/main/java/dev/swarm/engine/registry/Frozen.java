package dev.swarm.engine.registry;

import dev.swarm.engine.wire.registry.Blob;

/** What a frozen worker said to the beginning of its handoff. */
public sealed interface Frozen {

    /** The next life starts afresh. */
    record Restart() implements Frozen {}

    /**
     * The next life goes on with this.
     *
     * @param state opaque
     */
    record Resume(Blob state) implements Frozen {}

    /** It wants to stay. */
    record Ignore() implements Frozen {}

    /**
     * It threw, took too long, or its state is too large.
     *
     * @param reason for people
     */
    record Failed(String reason) implements Frozen {}
}
