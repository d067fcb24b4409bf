package dev.swarm.spring;

import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Gossip;
import dev.swarm.api.config.MembershipConfig.Lifeguard;
import dev.swarm.api.config.MembershipConfig.Probe;
import dev.swarm.api.config.MembershipConfig.Suspicion;
import dev.swarm.api.config.MembershipConfig.Sync;
import dev.swarm.spring.SwarmProperties.Membership;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Lays the numbers that a user has set over those of the profile. Groups are rebuilt as a whole, so that a bound
 * between two numbers is checked with both of their final values.
 */
final class MembershipSettings {

    private final Membership set;
    private final MembershipConfig profile;

    private MembershipSettings(Membership set) {
        this.set = set;
        this.profile = profile(set.profile());
    }

    /**
     * Returns the numbers to use.
     *
     * @throws IllegalArgumentException whose message starts with the setting that is out of its bounds, such as
     *     {@code probe-timeout}
     */
    static MembershipConfig of(Membership set) {
        MembershipSettings settings = new MembershipSettings(set);
        return new MembershipConfig(
                settings.probe(), settings.suspicion(), settings.lifeguard(), settings.gossip(), settings.sync());
    }

    private static MembershipConfig profile(SwarmProperties.Profile name) {
        return switch (name) {
            case LOCAL -> MembershipConfig.local();
            case LAN -> MembershipConfig.lan();
            case WAN -> MembershipConfig.wan();
        };
    }

    private Probe probe() {
        return new Probe(
                or(set.probeInterval(), profile.probe().interval()),
                or(set.probeTimeout(), profile.probe().timeout()),
                or(set.indirectProbes(), profile.probe().indirectProbes()));
    }

    private Suspicion suspicion() {
        return new Suspicion(
                or(set.suspicionMultiplier(), profile.suspicion().multiplier()),
                or(set.suspicionMaxMultiplier(), profile.suspicion().maxMultiplier()));
    }

    private Lifeguard lifeguard() {
        Lifeguard usual = profile.lifeguard();
        return new Lifeguard(
                or(set.healthScoreMax(), usual.healthScoreMax()), usual.buddy(), usual.urgentConfirmation());
    }

    private Gossip gossip() {
        Gossip usual = profile.gossip();
        return new Gossip(
                or(set.gossipInterval(), usual.interval()),
                or(set.gossipNodes(), usual.nodes()),
                or(set.gossipToTheDeadTime(), usual.toTheDeadTime()),
                or(set.retransmitMultiplier(), usual.retransmitMultiplier()),
                or(bytes(set.packetSize()), usual.packetSize()),
                usual.prompt());
    }

    private Sync sync() {
        Sync usual = profile.sync();
        return new Sync(
                or(set.pushPullInterval(), usual.pushPullInterval()),
                or(set.streamTimeout(), usual.streamTimeout()),
                or(set.deadNodeReclaimTime(), usual.deadNodeReclaimTime()),
                or(set.forgetTime(), usual.forgetTime()));
    }

    /** A size that no integer holds is far above the bound anyway, and is refused there. */
    private static @Nullable Integer bytes(@Nullable DataSize size) {
        return size == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, size.toBytes()));
    }

    private static <T> T or(@Nullable T set, T usual) {
        return set == null ? usual : set;
    }
}
