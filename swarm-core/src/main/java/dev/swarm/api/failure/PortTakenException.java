package dev.swarm.api.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The configured port, or each of the default range, is not free for both UDP and TCP. */
public final class PortTakenException extends SwarmStartException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    /**
     * Makes one.
     *
     * @param host the address that was to be bound
     * @param firstPort the port, or the first of the range that was tried
     * @param lastPort the same again, or the last of the range
     * @param cause what the operating system said, {@code null} if nothing
     */
    public PortTakenException(String host, int firstPort, int lastPort, @Nullable Throwable cause) {
        super(sentence(host, firstPort, lastPort), cause);
        this.host = host;
        this.port = firstPort;
    }

    /** Returns the address that was to be bound. */
    public String host() {
        return host;
    }

    /** Returns the port, or the first of the range that was tried. */
    public int port() {
        return port;
    }

    private static String sentence(String host, int firstPort, int lastPort) {
        return firstPort == lastPort
                ? "Port " + firstPort + " (UDP and TCP) of " + host
                        + " is taken by another process: free it, set swarm.port to another one, or to 0 for any"
                : "Every port from " + firstPort + " to " + lastPort + " (UDP and TCP) of " + host
                        + " is taken: set swarm.port to a free one, or to 0 for any";
    }
}
