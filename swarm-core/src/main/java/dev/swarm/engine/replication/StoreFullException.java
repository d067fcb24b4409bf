package dev.swarm.engine.replication;

/** There is no room for another value. */
public final class StoreFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreFullException(String message) {
        super(message);
    }
}
