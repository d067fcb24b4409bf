package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.ProbeRound.Cause;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Fellow.Gone;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hard evidence that a process is gone: its host refuses connections, and the member answers no datagram either.
 * Whoever sees it tells the member's neighbours in the {@link Ring} (its own ones about a guest), who look for
 * themselves. A node gives the member up when it saw it itself and somebody else did too; nobody is given up by one
 * observer's word.
 */
final class Witnesses {

    /** Most members with evidence at once. */
    static final int MAX_MEMBERS = 256;

    /** How many must have seen it, the one that decides included. */
    private static final int NEEDED = 2;

    private final Core core;
    private final Ring ring;
    private final Prober prober;
    private final Map<NodeId, Evidence> byMember = new HashMap<>();

    Witnesses(Core core, Ring ring, Prober prober) {
        this.core = core;
        this.ring = ring;
        this.prober = prober;
    }

    /** This node saw it; tells whether that is enough to give the member up. */
    boolean onSeen(MemberEntry entry) {
        Gone message = new Gone(entry.id(), entry.incarnation(), core.self.id());
        List<MemberEntry> neighbours = ring.neighbours(entry.id());
        for (MemberEntry neighbour : neighbours.isEmpty() ? ring.neighbours(core.self.id()) : neighbours) {
            if (!core.isSelf(neighbour)) {
                core.sendOnly(neighbour, message.toUserData());
            }
        }
        return add(entry, core.self.id());
    }

    /** Another node says that it saw it; tells whether that is enough to give the member up. */
    boolean onTold(Now now, Gone message) {
        MemberEntry entry = core.table.get(message.node());
        MemberEntry witness = core.table.get(message.from());
        boolean credible = witness != null && witness.isLive() && witness != entry && !core.isSelf(witness);
        if (entry == null || core.isSelf(entry) || !entry.isLive() || !credible) {
            return false;
        }
        if (!message.incarnation().equals(entry.incarnation())) {
            return false;
        }
        boolean enough = add(entry, message.from());
        if (!enough) {
            prober.urge(now, entry, Cause.LOST);
        }
        return enough;
    }

    private boolean add(MemberEntry entry, NodeId witness) {
        Evidence evidence = byMember.get(entry.id());
        if (evidence == null || !evidence.incarnation.equals(entry.incarnation())) {
            makeRoom();
            evidence = new Evidence(entry.incarnation());
            byMember.put(entry.id(), evidence);
        }
        if (evidence.witnesses.size() < NEEDED || witness.equals(core.self.id())) {
            evidence.witnesses.add(witness);
        }
        boolean sawItself = evidence.witnesses.contains(core.self.id());
        return sawItself && evidence.witnesses.size() >= NEEDED;
    }

    /** Evidence about members that are not live, or not at that number, is of no use any more. */
    private void makeRoom() {
        if (byMember.size() >= MAX_MEMBERS) {
            byMember.entrySet().removeIf(each -> {
                MemberEntry entry = core.table.get(each.getKey());
                return entry == null || !entry.isLive() || !entry.incarnation().equals(each.getValue().incarnation);
            });
        }
        if (byMember.size() >= MAX_MEMBERS) {
            byMember.clear();
        }
    }

    /** Who saw a member gone at one incarnation. */
    private static final class Evidence {

        private final Incarnation incarnation;
        private final Set<NodeId> witnesses = new HashSet<>();

        private Evidence(Incarnation incarnation) {
            this.incarnation = incarnation;
        }
    }
}
