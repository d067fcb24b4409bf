package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;

/**
 * Bytes from the network that are not what they should be. Has no stack trace: it is thrown often under attack, caught
 * once at the engine's door, counted by its reason and forgotten.
 */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    /** Makes one with the reason to count and a text for the debug log. */
    public MalformedPacketException(Rejection rejection, String message) {
        super(message, null, false, false);
        this.rejection = rejection;
    }

    /** Returns the reason to count. */
    public Rejection rejection() {
        return rejection;
    }
}
