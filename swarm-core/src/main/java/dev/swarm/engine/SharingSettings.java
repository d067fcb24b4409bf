package dev.swarm.engine;

import dev.swarm.api.Entity;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.wire.overlay.Field;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What shared state is made of.
 *
 * @param replication its numbers
 * @param session this life of this node, unlike every earlier one; see {@link #session(long, int)}
 * @param model what users read of it; written by the engine
 * @param contents makes of an entity's fields what users read; asks for them only when users do, on their threads
 */
public record SharingSettings(
        OverlayConfig replication,
        long session,
        OverlayModel model,
        Function<Supplier<List<Field>>, Entity.Content> contents) {

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
