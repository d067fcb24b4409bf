package dev.swarm.engine.topology;

import dev.swarm.api.Commander;
import dev.swarm.api.Decision;
import dev.swarm.api.Quorum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What users read of command: written by the engine's one thread, read by any without a lock. */
public final class TopologyModel {

    private volatile @Nullable Commander commander;
    private volatile @Nullable LeaseGate lease;
    private volatile Quorum quorum;
    private volatile List<Decision> trail = List.of();

    /**
     * Makes one for a node that has not started.
     *
     * @param quorum what it needs, and what it is alone
     */
    public TopologyModel(Quorum quorum) {
        this.quorum = quorum;
    }

    /** Returns who commands as far as this node knows, {@code null} if nobody does. */
    public @Nullable Commander commander() {
        return commander;
    }

    /** Returns the command that this node holds, or held last; {@code null} if it never did. */
    public @Nullable LeaseGate lease() {
        return lease;
    }

    /** Returns how many are needed for a command, and how many are here. */
    public Quorum quorum() {
        return quorum;
    }

    /** Returns the last decisions, the latest first. */
    public List<Decision> trail() {
        return trail;
    }

    void setCommander(@Nullable Commander value) {
        commander = value;
    }

    void setLease(LeaseGate value) {
        lease = value;
    }

    void setQuorum(Quorum value) {
        quorum = value;
    }

    void setTrail(List<Decision> value) {
        trail = value;
    }
}
