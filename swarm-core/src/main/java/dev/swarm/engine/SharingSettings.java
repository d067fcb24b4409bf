package dev.swarm.engine;

import dev.swarm.api.config.OverlayConfig;
import dev.swarm.engine.overlay.OverlayModel;

/**
 * What shared state is made of.
 *
 * @param replication its numbers
 * @param session this life of this node, unlike every earlier one; see {@link #session(long, int)}
 * @param model what users read of it; written by the engine
 */
public record SharingSettings(OverlayConfig replication, long session, OverlayModel model) {

    private static final int CHANCE_BITS = 16;

    /**
     * Returns a number for one life of a node: when it started, and chance, so that even a clock that was put back does
     * not make two lives the same, whose writes would then be taken for each other's.
     *
     * @param startedAtMillis the start stamp in its metadata
     * @param chance any number, of which 16 bits are used
     */
    public static long session(long startedAtMillis, int chance) {
        return startedAtMillis << CHANCE_BITS | (chance & ((1 << CHANCE_BITS) - 1));
    }

    /** Returns the start stamp in a session's number. */
    static long startedAtMillis(long session) {
        return session >>> CHANCE_BITS;
    }
}
