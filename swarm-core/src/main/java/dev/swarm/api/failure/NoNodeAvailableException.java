package dev.swarm.api.failure;

/** No node, or too few for the quorum, may own names now. */
public final class NoNodeAvailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a sentence that says how many there are and must be. */
    public NoNodeAvailableException(String message) {
        super(message);
    }
}
