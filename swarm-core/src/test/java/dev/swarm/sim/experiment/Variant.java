package dev.swarm.sim.experiment;

import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Gossip;
import dev.swarm.api.config.MembershipConfig.Lifeguard;
import dev.swarm.api.config.MembershipConfig.Suspicion;
import java.util.Map;
import java.util.Objects;

/**
 * The configurations of Lifeguard's tables: SWIM, each component alone, all together; and what this library does unless
 * told otherwise.
 */
enum Variant {
    SWIM("SWIM", 1, 0, false),
    LHA_PROBE("LHA-Probe", 1, 8, false),
    LHA_SUSPICION("LHA-Suspicion", 6, 0, false),
    BUDDY("Buddy System", 1, 0, true),
    LIFEGUARD("Lifeguard", 6, 8, true),
    AS_SHIPPED("as shipped (`lan`)", 6, 8, true);

    private static final int ALPHA = 5;

    private final String title;
    private final int maxMultiplier;
    private final int healthScoreMax;
    private final boolean buddy;

    Variant(String title, int maxMultiplier, int healthScoreMax, boolean buddy) {
        this.title = title;
        this.maxMultiplier = maxMultiplier;
        this.healthScoreMax = healthScoreMax;
        this.buddy = buddy;
    }

    /** Returns what a map holds for this variant, which must be there. */
    <T> T in(Map<Variant, T> results) {
        return Objects.requireNonNull(results.get(this), title);
    }

    String title() {
        return title;
    }

    MembershipConfig config() {
        if (this == AS_SHIPPED) {
            return MembershipConfig.lan();
        }
        MembershipConfig lan = MembershipConfig.lan();
        Gossip usual = lan.gossip();
        Gossip inBeats = new Gossip(
                usual.interval(),
                usual.nodes(),
                usual.toTheDeadTime(),
                usual.retransmitMultiplier(),
                usual.packetSize(),
                false);
        return lan.with(inBeats)
                .with(new Suspicion(ALPHA, maxMultiplier))
                .with(new Lifeguard(healthScoreMax, buddy, false));
    }
}
