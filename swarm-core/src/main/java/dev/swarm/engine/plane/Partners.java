package dev.swarm.engine.plane;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whom this node takes notice of. Compares them with the list of peers when that changes: at once while the cluster is
 * small, else after a moment, so that many changes cost one look.
 */
final class Partners {

    private static final long REVIEW_PAUSE_NANOS = 100_000_000L;

    private final PlaneParts parts;
    private final Map<NodeId, Partner> byId = new TreeMap<>();
    private final Deadline review = new Deadline();
    private List<Peer> listed = List.of();

    Partners(PlaneParts parts) {
        this.parts = parts;
    }

    /** Takes the newest list; the look at it is due now or soon. */
    void onPeers(Now now, List<Peer> peers) {
        listed = peers;
        boolean small = peers.size() < parts.config().connections().meshNodes();
        if (small) {
            review.setAt(now.nanos());
        } else if (!review.isSet()) {
            review.set(now, REVIEW_PAUSE_NANOS);
        }
    }

    /** Compares, if that is due. */
    void reviewIfDue(Now now) {
        if (!review.isDue(now)) {
            return;
        }
        review.clear();
        Set<NodeId> neighbours = neighboursOf(parts.self());
        for (Partner partner : byId.values()) {
            partner.usedNanos = partner.chosen ? now.nanos() : partner.usedNanos;
            partner.chosen = false;
            partner.goneNanos = Math.min(partner.goneNanos, now.nanos());
        }
        for (Peer peer : listed) {
            boolean chosen = neighbours.contains(peer.id());
            Partner partner = chosen ? notice(now, peer) : byId.get(peer.id());
            if (partner != null) {
                partner.update(peer);
                partner.chosen = chosen;
            }
        }
    }

    /** Returns whom a node chooses; all who know the same peers agree. */
    Set<NodeId> neighboursOf(NodeId centre) {
        int mesh = parts.config().connections().meshNodes();
        if (mesh == 0) {
            return Set.of();
        }
        List<NodeId> others = new ArrayList<>(listed.size() + 1);
        for (Peer peer : listed) {
            others.add(peer.id());
        }
        if (!centre.equals(parts.self())) {
            others.add(parts.self());
            others.remove(centre);
        }
        return Neighbourhood.of(centre, others, mesh - 1);
    }

    /** Returns the peer of a name, if it is there. */
    @Nullable
    Peer find(NodeId id) {
        for (Peer peer : listed) {
            if (peer.id().equals(id)) {
                return peer;
            }
        }
        return null;
    }

    @Nullable
    Partner get(NodeId id) {
        return byId.get(id);
    }

    /** Tells whether one more may be noticed that is no neighbour. */
    boolean hasRoom() {
        return byId.size() < parts.config().connections().most();
    }

    /** Returns the partner for a peer, a new one if need be. */
    Partner notice(Now now, Peer peer) {
        Partner partner = byId.get(peer.id());
        if (partner == null) {
            partner = new Partner(peer, new Outgoing(parts.config()), new Backoff(parts.random()), now.nanos());
            byId.put(peer.id(), partner);
        }
        return partner;
    }

    void forget(Partner partner) {
        byId.remove(partner.id());
    }

    void clear() {
        byId.clear();
        listed = List.of();
        review.clear();
    }

    /** Returns all, sorted by name. */
    Collection<Partner> all() {
        return byId.values();
    }

    long nextDeadlineNanos() {
        return review.atNanos();
    }
}
