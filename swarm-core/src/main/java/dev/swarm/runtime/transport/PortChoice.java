package dev.swarm.runtime.transport;

/**
 * Which port numbers may be bound.
 *
 * @param first lowest number that is tried; 0 for whatever the system has free
 * @param last highest number that is tried; the same as the first for a single one
 */
public record PortChoice(int first, int last) {

    private static final int MAX_PORT = 65_535;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a number is no port, or the last comes before the first
     */
    public PortChoice {
        if (first < 0 || last > MAX_PORT || last < first || (first == 0 && last != 0)) {
            throw new IllegalArgumentException("No range of ports: " + first + " to " + last);
        }
    }

    /** Returns the choice of any free port. */
    public static PortChoice any() {
        return new PortChoice(0, 0);
    }

    /** Returns the choice of one port, 0 for any free one. */
    public static PortChoice exactly(int port) {
        return new PortChoice(port, port);
    }

    /** Returns the choice of the first free port of a range, both ends included. */
    public static PortChoice firstFree(int first, int last) {
        return new PortChoice(first, last);
    }

    /** Tells whether any free port will do. */
    public boolean isAny() {
        return first == 0;
    }
}
