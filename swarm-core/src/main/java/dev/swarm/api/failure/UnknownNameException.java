package dev.swarm.api.failure;

/** A name is not registered. */
public final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;

    /** Makes one that says the name. */
    public UnknownNameException(String name) {
        super("The name '" + name + "' is not registered");
        this.name = name;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }
}
