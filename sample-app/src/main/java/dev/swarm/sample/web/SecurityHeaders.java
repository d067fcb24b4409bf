package dev.swarm.sample.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the page load nothing but its own files, run no inline script and be framed by nobody. It may ask the other
 * nodes of this host, since it goes on with one of them when its own is gone.
 */
@Component
public class SecurityHeaders extends OncePerRequestFilter {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self' http://localhost:* http://127.0.0.1:* %s;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY.formatted(otherPorts(request.getServerName())));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        chain.doFilter(request, response);
    }

    /** A host name that holds anything else is not what a browser has asked for, and is left out. */
    private static String otherPorts(String host) {
        return HOST.matcher(host).matches() ? "http://" + host + ":*" : "";
    }
}
