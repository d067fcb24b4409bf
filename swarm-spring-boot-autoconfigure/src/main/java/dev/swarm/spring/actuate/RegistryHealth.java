package dev.swarm.spring.actuate;

import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RegistryOverview.QuorumState;
import dev.swarm.spring.actuate.RegistryDescriptor.OwnersQuorum;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Status;

/**
 * What the registry adds to the health of the node. Work that does not end is an illness; so is a quorum that two sides
 * of a split network would both have, as what it promises does not hold then. A quorum that is missing is a decision.
 */
record RegistryHealth(RegistryOverview overview, boolean mindsQuorum) {

    /** Returns the worse of the status of the rest and of the registry. */
    Status worse(Status rest) {
        QuorumState quorum = mindsQuorum ? overview.quorum() : null;
        if (overview.stalled() != null || (quorum != null && quorum.oversized())) {
            return Status.DOWN;
        }
        return quorum == null || quorum.isMet() ? rest : Status.OUT_OF_SERVICE;
    }

    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("strategy", overview.strategy());
        details.put("names", overview.names());
        QuorumState quorum = overview.quorum();
        if (quorum != null) {
            details.put("quorum", OwnersQuorum.of(quorum));
            if (quorum.oversized()) {
                details.put("warning", warning(quorum));
            }
        }
        if (overview.draining()) {
            details.put("draining", true);
        }
        String stalled = overview.stalled();
        if (stalled != null) {
            details.put("stalled", stalled);
        }
        return details;
    }

    private static String warning(QuorumState quorum) {
        return "With a quorum of " + quorum.size() + " there should be " + (2 * quorum.size() - 1)
                + " nodes at most that own names, and " + quorum.present()
                + " are here: both sides of a split network could go on. Set swarm.registry.static-quorum-size to "
                + (quorum.present() / 2 + 1) + " on all of them, or leave some out";
    }
}
