package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.tenure.TenureWorld.Site;
import java.util.List;

/**
 * The invariants: at no true instant two processes own one partition, and tokens of one partition rise over all its
 * owners.
 */
final class Records {

    private final long[] tokens;
    private long handedOut;
    private final boolean checksTokens;

    Records(int partitions, boolean checksTokens) {
        this.checksTokens = checksTokens;
        this.tokens = new long[partitions];
    }

    /** Checks who owns at this instant, each by its own clock. */
    void checkOwners(List<Site> sites) {
        Site[] owners = new Site[tokens.length];
        for (Site site : sites) {
            TenureLife life = site.life;
            if (life == null) {
                continue;
            }
            long nanos = site.clock.now().nanos();
            TenureGate gate = life.tenure.gate();
            for (int p = 0; p < tokens.length; p++) {
                if (gate.isHeldAt(p, nanos)) {
                    if (owners[p] != null) {
                        throw new AssertionError(owners[p].node + " and " + site.node + " own " + p);
                    }
                    owners[p] = site;
                }
            }
        }
    }

    void handOut(NodeId node, int partition, long token) {
        handedOut++;
        if (checksTokens && token <= tokens[partition]) {
            throw new AssertionError(node + " hands out " + token + " in " + partition + " after " + tokens[partition]);
        }
        tokens[partition] = Math.max(tokens[partition], token);
    }

    /** Returns how many tokens were handed out. */
    long handedOut() {
        return handedOut;
    }
}
