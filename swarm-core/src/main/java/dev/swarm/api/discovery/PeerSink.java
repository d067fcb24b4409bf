package dev.swarm.api.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import java.util.Collection;

/** Where a strategy reports to. Any thread; never blocks. */
public interface PeerSink {

    /** Most addresses of one report that are looked at; more are left out and shown as the topology's error. */
    int MAX_CANDIDATES = 1024;

    /**
     * A look-up succeeded: peers may be at these addresses, possibly at none. The list replaces the last one in the
     * status, but nothing that was found before is given up.
     */
    void candidates(Collection<NodeAddress> addresses);

    /**
     * A look-up failed as a whole. The last list stays.
     *
     * @param reason one sentence for people
     */
    void failed(String reason);

    /**
     * Part of a look-up failed, such as one name of many. Shown as the last error, without changing the state.
     *
     * @param reason one sentence for people
     */
    void warn(String reason);

    /** Something that claimed to be a peer was dropped. Only counted. */
    void rejected(Rejection reason);
}
