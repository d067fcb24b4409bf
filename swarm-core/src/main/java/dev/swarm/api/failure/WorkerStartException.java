package dev.swarm.api.failure;

/** A worker could not be made; nothing is left of the attempt. */
public final class WorkerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;

    /**
     * Makes one.
     *
     * @param name the name
     * @param reason such as the class and message of what the factory threw, or that there is no factory
     */
    public WorkerStartException(String name, String reason) {
        super("The worker '" + name + "' could not be started: " + reason);
        this.name = name;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }
}
