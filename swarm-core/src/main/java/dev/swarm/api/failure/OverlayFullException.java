package dev.swarm.api.failure;

/** Shared state has no room for another value. */
public final class OverlayFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a sentence that says how much there is and may be. */
    public OverlayFullException(String message) {
        super(message);
    }
}
