package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.ProbeRound.Cause;
import dev.swarm.engine.membership.Prober.Finding;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Fellow.Gone;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;
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
    private final Claims claims;
    private final Map<NodeId, Evidence> byMember = new HashMap<>();

    Witnesses(Core core, Ring ring, Prober prober, Claims claims) {
        this.core = core;
        this.ring = ring;
        this.prober = prober;
        this.claims = claims;
    }

    /** A member did not answer this node; it is doubted, and given up if there is evidence enough. */
    void onUnanswered(Now now, Finding finding) {
        MemberEntry entry = finding.member();
        claims.on(now, new Suspect(entry.id(), finding.incarnation(), core.self.id()));
        boolean same = entry.isLive() && entry.incarnation().equals(finding.incarnation());
        if (finding.isGone() && same) {
            tellNeighbours(entry);
            judge(now, entry, core.self.id());
        }
    }

    /** Another node says that it saw a member gone: this one looks for itself. */
    void onTold(Now now, Gone message) {
        MemberEntry entry = core.table.get(message.node());
        MemberEntry witness = core.table.get(message.from());
        boolean credible = witness != null && witness.isLive() && witness != entry && !core.isSelf(witness);
        if (entry == null || core.isSelf(entry) || !entry.isLive() || !credible) {
            return;
        }
        if (message.incarnation().equals(entry.incarnation()) && !judge(now, entry, message.from())) {
            prober.urge(now, entry, Cause.LOST);
        }
    }

    private void tellNeighbours(MemberEntry entry) {
        Gone message = new Gone(entry.id(), entry.incarnation(), core.self.id());
        List<MemberEntry> neighbours = ring.neighbours(entry.id());
        for (MemberEntry neighbour : neighbours.isEmpty() ? ring.neighbours(core.self.id()) : neighbours) {
            if (!core.isSelf(neighbour)) {
                core.sendOnly(neighbour, message.toUserData());
            }
        }
    }

    /** Notes a witness; gives the member up if there are enough, and tells whether it did. */
    private boolean judge(Now now, MemberEntry entry, NodeId witness) {
        boolean enough = add(entry, witness);
        if (enough) {
            claims.on(now, new Dead(entry.id(), entry.incarnation(), core.self.id()));
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
