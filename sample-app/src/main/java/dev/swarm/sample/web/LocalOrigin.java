package dev.swarm.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;

/**
 * Which pages may ask this node for something. A page comes from one node and goes on with another one when that is
 * gone, so pages of other ports of the same host are its equals; pages of other hosts are strangers.
 */
public final class LocalOrigin {

    private LocalOrigin() {}

    /** Tells whether the page that asks, if it is one, is of a node of this host. */
    static boolean isOfThisHost(HttpServletRequest request, String origin) {
        String host = hostOf(origin);
        String asked = withoutBrackets(request.getServerName());
        return !host.isEmpty() && (host.equals(asked) || (isLoopbackName(host) && isLoopbackName(asked)));
    }

    /** Tells whether a host's name can only mean this machine. */
    public static boolean isLoopbackName(String name) {
        String host = withoutBrackets(name);
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String hostOf(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : withoutBrackets(host);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String withoutBrackets(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
