package dev.swarm.api.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A configured address is none of this machine's, or no address at all. */
public final class InvalidAddressException extends SwarmStartException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String property;
    private final String value;

    /**
     * Makes one.
     *
     * @param property the property that holds the address, such as {@code swarm.bind-address}
     * @param value its value
     * @param problem what is wrong with it, as the end of a sentence
     * @param cause what the operating system said, {@code null} if nothing
     */
    public InvalidAddressException(String property, String value, String problem, @Nullable Throwable cause) {
        super(property + " is '" + value + "', which " + problem, cause);
        this.property = property;
        this.value = value;
    }

    /** Returns the property that holds the address. */
    public String property() {
        return property;
    }

    /** Returns its value. */
    public String value() {
        return value;
    }
}
