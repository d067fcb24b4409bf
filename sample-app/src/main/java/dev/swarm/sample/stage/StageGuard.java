package dev.swarm.sample.stage;

import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import dev.swarm.sample.web.LocalOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Lets only programs and pages of this machine behind the scenes: the request comes over loopback, is for a loopback
 * name, so that no foreign name was made to point here, and has a header that pages of other origins cannot add
 * unasked.
 */
final class StageGuard {

    /** The header; any value. */
    static final String HEADER = "X-Superhero";

    private final boolean open;

    StageGuard(boolean open) {
        this.open = open;
    }

    /**
     * Checks a request.
     *
     * @throws LeagueException if it may not pass
     */
    void check(HttpServletRequest request) {
        if (!open) {
            throw new LeagueException(Kind.FORBIDDEN, "The stage is closed: superhero.stage is false");
        }
        boolean passes = isLoopback(request.getRemoteAddr())
                && LocalOrigin.isLoopbackName(request.getServerName())
                && request.getHeader(HEADER) != null;
        if (!passes) {
            throw new LeagueException(Kind.FORBIDDEN, "Nodes can be harmed from their own machine only");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            // an address in digits, so nobody is asked for it
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
