package dev.swarm.spring.diagnostics;

import java.io.Serial;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A property of the application has a value that a node cannot be made of. The message is one sentence without a full
 * stop: the property by its full name, what is allowed, and what it is instead.
 */
public final class InvalidSwarmPropertyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Where the core's settings are found among the properties of an application. */
    private static final String PREFIX = "swarm.";

    /** The core's messages begin with the setting, relative to the group it belongs to. */
    private static final Pattern REFUSAL = Pattern.compile(
            "(?:the number of (?:names in )?)?"
                    + "(cluster|secret|keyring|port|lease|strategy|weight|partitions|[a-z]+[.-]\\S*?)(:? .*)",
            Pattern.DOTALL);

    private static final String SERVICE = "the service name";
    private static final String SERVICE_PROPERTY = "spring.application.name";

    private final String property;

    /**
     * Makes one.
     *
     * @param property full name, such as {@code swarm.membership.probe-timeout}
     * @param problem the rest of the sentence, with its space, such as {@code  must be 1ms to 1s, not 2s}
     * @param refusal what the core said
     */
    public InvalidSwarmPropertyException(String property, String problem, IllegalArgumentException refusal) {
        super(property + problem, refusal);
        this.property = property;
    }

    /**
     * Translates a refusal of the core.
     *
     * @param group where the settings of that part of the core are found, below {@code swarm}; such as {@code
     *     membership}, or empty for {@code swarm} itself
     * @param refusal what the core said
     * @return an exception that names the full property, or the refusal itself if it names none
     */
    public static RuntimeException translate(String group, IllegalArgumentException refusal) {
        String message = String.valueOf(refusal.getMessage());
        if (message.startsWith(SERVICE)) {
            return new InvalidSwarmPropertyException(SERVICE_PROPERTY, message.substring(SERVICE.length()), refusal);
        }
        Matcher matcher = REFUSAL.matcher(message);
        if (!matcher.matches()) {
            return refusal;
        }
        String setting = group.isEmpty() ? matcher.group(1) : group + "." + matcher.group(1);
        return new InvalidSwarmPropertyException(
                setting.startsWith(PREFIX) ? setting : PREFIX + setting, matcher.group(2), refusal);
    }

    /** Returns the full name of the property. */
    public String property() {
        return property;
    }
}
