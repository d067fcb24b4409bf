package dev.swarm.api.failure;

/** A worker could not be reached; the same call may succeed a little later. */
public final class WorkerUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean mayHaveArrived;

    /**
     * Makes one.
     *
     * @param name the name
     * @param reason a clause that says why
     * @param mayHaveArrived whether the worker may have got the message all the same
     */
    public WorkerUnreachableException(String name, String reason, boolean mayHaveArrived) {
        super("The worker '" + name + "' cannot be reached: " + reason);
        this.name = name;
        this.mayHaveArrived = mayHaveArrived;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Tells whether the worker may have got the message; if not, sending it again doubles nothing. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
