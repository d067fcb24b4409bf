package dev.swarm.api.config;

/**
 * A host's name or IP address, and a port.
 *
 * @param host name, IPv4 address, or IPv6 address without brackets; an IPv6 address may carry a zone ({@code
 *     fe80::1%eth0})
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    private static final int MAX_HOST_LENGTH = 253;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the host is empty, too long or holds a space, or the port is out of range
     */
    public HostPort {
        if (host.isEmpty() || host.length() > MAX_HOST_LENGTH || host.chars().anyMatch(HostPort::isForbidden)) {
            throw new IllegalArgumentException("'" + host + "' is no host name and no IP address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port of '" + host + "' must be 1 to 65535, not " + port);
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code 10.0.0.1:port}, {@code ::1} or {@code [::1]:port}.
     *
     * @param defaultPort port of a text without one
     * @throws IllegalArgumentException if the text is none of these
     */
    public static HostPort parse(String text, int defaultPort) {
        String trimmed = text.strip();
        if (trimmed.startsWith("[")) {
            return parseBracketed(trimmed, defaultPort);
        }
        int colon = trimmed.indexOf(':');
        if (colon < 0 || colon != trimmed.lastIndexOf(':')) {
            return new HostPort(trimmed, defaultPort);
        }
        return new HostPort(trimmed.substring(0, colon), parsePort(trimmed, trimmed.substring(colon + 1)));
    }

    /** Returns {@code host:port}, with brackets around an IPv6 address. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }

    private static HostPort parseBracketed(String text, int defaultPort) {
        int end = text.indexOf(']');
        if (end < 0) {
            throw new IllegalArgumentException("'" + text + "' has no closing bracket");
        }
        String host = text.substring(1, end);
        String rest = text.substring(end + 1);
        if (rest.isEmpty()) {
            return new HostPort(host, defaultPort);
        }
        if (rest.charAt(0) != ':') {
            throw new IllegalArgumentException("'" + text + "' must end with ']' or ']:port'");
        }
        return new HostPort(host, parsePort(text, rest.substring(1)));
    }

    private static int parsePort(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' must end with a port of 1 to 65535", e);
        }
    }

    private static boolean isForbidden(int character) {
        return character <= ' ' || character == '/' || character == '[' || character == ']' || character == '@';
    }
}
