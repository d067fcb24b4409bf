package dev.swarm.engine.membership;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;
import org.jspecify.annotations.Nullable;

/**
 * What an accuser's word is worth. A node that hears nothing, or hears it late, accuses all others; the accusation is
 * only as good as what is believed of whoever makes it. What is not believed is never dropped silently: this node
 * looks for itself, so that nobody becomes immortal by the bad name of an accuser.
 */
final class Credibility {

    private final Core core;

    Credibility(Core core) {
        this.core = core;
    }

    /**
     * Tells whether a verdict is taken at its word: a goodbye, this node's own, or that of a member that is healthy and
     * was so during all of the doubt on which the verdict may rest.
     */
    boolean mayEnd(Now now, Dead verdict) {
        if (verdict.isGoodbye() || isOwnOrUnweighed(verdict.from())) {
            return true;
        }
        MemberEntry accuser = core.table.get(verdict.from());
        long doubt = core.timing.suspicionMaxNanos(core.table.live());
        return accuser != null && isHealthy(accuser) && !accuser.hasRecoveredWithin(now.nanos(), doubt);
    }

    /** Tells whether somebody may be the first to doubt; a doubt out of tables goes under the doubted's own name. */
    boolean mayDoubt(Suspect claim) {
        return claim.from().equals(claim.node())
                || isOwnOrUnweighed(claim.from())
                || isHealthy(core.table.get(claim.from()));
    }

    /** Tells whether somebody counts beside others who doubt: any live member, itself doubted or not. */
    boolean mayConfirm(Suspect claim) {
        return mayDoubt(claim) || isLive(claim.from());
    }

    /** Tells whether an accuser is a member that was not given up and has not left. */
    boolean isLive(NodeId from) {
        MemberEntry accuser = core.table.get(from);
        return accuser != null && accuser.isLive();
    }

    private boolean isOwnOrUnweighed(NodeId from) {
        return !core.timing.weighsAccusers() || from.equals(core.self.id());
    }

    private static boolean isHealthy(@Nullable MemberEntry accuser) {
        return accuser != null && accuser.status() == MemberStatus.HEALTHY;
    }
}
