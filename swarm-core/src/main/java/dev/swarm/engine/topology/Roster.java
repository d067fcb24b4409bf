package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.engine.step.Peer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in elections, and who goes before whom: the first choice before all, then whoever started earlier;
 * ties by name. All nodes that know the same members and promotions agree. Asked several times in each step, so nothing
 * here looks at all members but when they change, or somebody stands for election.
 */
final class Roster {

    private final Elector self;
    private final Role selfStartedAs;
    private final Roles roles;
    private final Set<Elector> departing = new HashSet<>();
    private List<Peer> peers = List.of();
    private Map<NodeId, Peer> byName = Map.of();
    private @Nullable Elector best;
    private int present;

    Roster(Elector self, Role selfStartedAs, Roles roles) {
        this.self = self;
        this.selfStartedAs = selfStartedAs;
        this.roles = roles;
    }

    /** Takes the live peers. */
    void onPeers(List<Peer> live) {
        peers = live;
        byName = new HashMap<>();
        live.forEach(peer -> byName.put(peer.id(), peer));
        departing.removeIf(elector -> !isHere(elector));
        refresh();
    }

    /** A process says that it leaves: it counts no more, before its goodbye is heard. */
    void onDeparting(Elector elector) {
        if (isHere(elector) && !elector.equals(self)) {
            departing.add(elector);
            refresh();
        }
    }

    /** Counts anew, after roles or peers have changed. */
    void refresh() {
        present = 0;
        best = null;
        if (isSelfElector()) {
            count(self);
        }
        forEachOther(this::count);
    }

    private void count(Elector elector) {
        present++;
        Elector until = best;
        if (until == null || goesBefore(elector, until)) {
            best = elector;
        }
    }

    /** Returns how many take part, this node included. */
    int present() {
        return present;
    }

    /** Returns who should command, {@code null} if nobody takes part. */
    @Nullable
    Elector best() {
        return best;
    }

    /** Tells whether this node takes part. */
    boolean isSelfElector() {
        return roles.isElector(self.node(), selfStartedAs);
    }

    /** Returns how many go before this node. */
    int rank() {
        int[] before = {0};
        forEachOther(elector -> before[0] += goesBefore(elector, self) ? 1 : 0);
        return before[0];
    }

    /** Returns the elector of that name, {@code null} if there is none. */
    @Nullable
    Elector find(NodeId node) {
        if (node.equals(self.node())) {
            return isSelfElector() ? self : null;
        }
        Peer peer = byName.get(node);
        return peer != null && isElector(peer) ? elector(peer) : null;
    }

    /** Tells whether a process is here, in whatever role. */
    boolean isHere(Elector process) {
        if (process.node().equals(self.node())) {
            return process.equals(self);
        }
        Peer peer = byName.get(process.node());
        return peer != null && peer.session() == process.startedAtMillis();
    }

    /** Tells whether a node of ours is here, whichever process of it. */
    boolean isHere(NodeId node) {
        return node.equals(self.node()) || byName.containsKey(node);
    }

    /** Tells whether one should rather command than the other. */
    boolean goesBefore(Elector one, Elector other) {
        NodeId first = roles.first();
        boolean oneFirst = one.node().equals(first);
        if (oneFirst != other.node().equals(first)) {
            return oneFirst;
        }
        return one.startedAtMillis() != other.startedAtMillis()
                ? one.startedAtMillis() < other.startedAtMillis()
                : one.node().compareTo(other.node()) < 0;
    }

    void forEachOther(Consumer<Elector> taker) {
        for (Peer peer : peers) {
            if (isElector(peer)) {
                taker.accept(elector(peer));
            }
        }
    }

    /** Hands over all of ours that are here, but this node itself. */
    void forEachPeer(Consumer<NodeId> taker) {
        peers.forEach(peer -> taker.accept(peer.id()));
    }

    private boolean isElector(Peer peer) {
        return roles.isElector(peer.id(), peer.meta().role())
                && (departing.isEmpty() || !departing.contains(elector(peer)));
    }

    private static Elector elector(Peer peer) {
        return new Elector(peer.id(), peer.session());
    }
}
