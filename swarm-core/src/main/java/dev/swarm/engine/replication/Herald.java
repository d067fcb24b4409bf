package dev.swarm.engine.replication;

import dev.swarm.api.config.OverlayConfig;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Neighbour.Cursor;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.ReplicaMessage.Graft;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.Prune;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells neighbours how far this node has come, which acknowledges what they pushed and lets the others notice what
 * they lack; and asks for what this node lacks, after the pushes on their way had time to come.
 */
final class Herald {

    /**
     * Each acknowledgement is a step here and one there. Many a second would cost as much as the writes themselves, and
     * the pushes that come just then would wait for them.
     */
    private static final long ACK_NANOS = 50_000_000;

    /** So much is acknowledged sooner: it is an eighth of what a pusher may have under way. */
    private static final long ACK_BYTES = Pusher.WINDOW_BYTES / 8;

    private static final long LONGEST_LAZY_NANOS = 100_000_000;
    private static final long GRAFT_NANOS = 100_000_000;
    private static final long GRAFT_AGAIN_NANOS = 1_000_000_000;
    private static final long PRUNE_AGAIN_NANOS = 1_000_000_000;

    /** With names as long as they may be this many fit into a message of the control lane. */
    private static final int CONTROL_ORIGINS = 200;

    private final Origins origins;
    private final Neighbours neighbours;
    private final Pusher pusher;
    private final PeerWire wire;
    private final long lazyNanos;
    private final Map<Origin, Long> lacking = new LinkedHashMap<>();

    Herald(Origins origins, Neighbours neighbours, Pusher pusher, PeerWire wire, OverlayConfig config) {
        this.origins = origins;
        this.neighbours = neighbours;
        this.pusher = pusher;
        this.wire = wire;
        this.lazyNanos = Math.min(LONGEST_LAZY_NANOS, config.syncInterval().toNanos());
    }

    /** Notes that a neighbour pushed writes, for which it waits to hear that they have come. */
    void onPushedBy(Now now, Neighbour from, Run run) {
        boolean isMuch = from.owe(run.roughBytes()) >= ACK_BYTES;
        from.tellBy(origins.of(run.origin()), now.nanos() + (isMuch ? 0 : ACK_NANOS));
    }

    /** Notes that an origin's writes have come; those that are not pushed to are told soon. */
    void onAdvanced(Now now, Origin origin) {
        for (Neighbour neighbour : neighbours.all()) {
            Cursor cursor = neighbour.cursor(origin);
            if (cursor.lazy && cursor.sent < origin.have()) {
                neighbour.tellBy(origin, now.nanos() + lazyNanos);
            }
        }
    }

    /** Tells a neighbour everything, as an answer to a digest that differs, or after catching up. */
    void tellAll(Neighbour neighbour) {
        Map<ReplicaId, Long> known = origins.known();
        if (wire.send(neighbour.id(), laneOf(known), new Have(true, known))) {
            neighbour.onToldAll();
        }
    }

    /** Takes a neighbour's word of how far it has come. */
    void onHave(Now now, Neighbour from, Have have) {
        for (Map.Entry<ReplicaId, Long> each : have.known().entrySet()) {
            Origin origin = origins.of(each.getKey());
            from.onAcked(origin, each.getValue());
            if (each.getValue() > origin.have()) {
                lacking.putIfAbsent(origin, now.nanos() + GRAFT_NANOS);
            }
        }
        if (have.whole()) {
            from.greet();
            if (!from.isToldAll()) {
                tellAll(from);
            }
            for (Origin origin : origins.all()) {
                pusher.offer(from, origin);
                if (from.cursor(origin).sent < origin.have()) {
                    from.tellBy(origin, now.nanos() + lazyNanos);
                }
            }
        }
    }

    /** A neighbour just connected has exactly what this node has. */
    void onEqual(Neighbour from) {
        from.greet();
        for (Origin origin : origins.all()) {
            from.onAcked(origin, origin.have());
        }
    }

    /** A neighbour pushes what is known already: it may stop, if it is not the source itself in a mesh. */
    void onDuplicate(Now now, Neighbour from, Origin origin) {
        boolean isSource = origin.id().node().equals(from.id().name());
        Cursor cursor = from.cursor(origin);
        boolean isRecent =
                cursor.prunedAtNanos != Long.MIN_VALUE && now.nanos() - cursor.prunedAtNanos < PRUNE_AGAIN_NANOS;
        if ((neighbours.isForwarding() || !isSource) && !isRecent) {
            cursor.prunedAtNanos = now.nanos();
            wire.send(from.id(), Lane.CONTROL, new Prune(List.of(origin.id())));
        }
    }

    void onPrune(Neighbour from, Prune prune) {
        for (ReplicaId id : prune.origins()) {
            Origin origin = origins.find(id);
            if (origin != null) {
                from.cursor(origin).lazy = true;
            }
        }
    }

    void onGraft(Neighbour from, Graft graft) {
        graft.from().forEach((id, number) -> {
            Origin origin = origins.find(id);
            if (origin != null) {
                from.cursor(origin).lazy = false;
                from.rewind(origin, number - 1);
                pusher.offer(from, origin);
            }
        });
    }

    /** Notes a gap: what lies before a push has not come. */
    void onGap(Now now, Origin origin) {
        lacking.putIfAbsent(origin, now.nanos() + GRAFT_NANOS);
    }

    /** Looks again at what is lacking, at once; after catching up. */
    void review(Now now) {
        lacking.replaceAll((origin, at) -> now.nanos());
    }

    void forget(Origin origin) {
        lacking.remove(origin);
    }

    /** Tells who waits, and asks for what is lacking unless a comparison of states is about to bring it. */
    void onTime(Now now, boolean isComparing) {
        for (Neighbour neighbour : neighbours.all()) {
            if (neighbour.tell().isDue(now)) {
                tell(neighbour);
            }
        }
        if (isComparing) {
            lacking.replaceAll((origin, at) -> Math.max(at, now.nanos() + GRAFT_NANOS));
        } else {
            askForLacking(now);
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Neighbour neighbour : neighbours.all()) {
            next = Math.min(
                    next, Math.min(neighbour.tell().atNanos(), neighbour.retry().atNanos()));
        }
        for (long at : lacking.values()) {
            next = Math.min(next, at);
        }
        return next;
    }

    private void tell(Neighbour neighbour) {
        Map<ReplicaId, Long> news = new LinkedHashMap<>();
        for (Origin origin : neighbour.untold()) {
            if (origin.have() > 0) {
                news.put(origin.id(), origin.have());
            }
        }
        neighbour.tell().clear();
        neighbour.untold().clear();
        neighbour.settle();
        if (!news.isEmpty()) {
            wire.send(neighbour.id(), laneOf(news), new Have(false, news));
        }
    }

    private void askForLacking(Now now) {
        Map<Neighbour, Map<ReplicaId, Long>> grafts = new LinkedHashMap<>();
        for (Map.Entry<Origin, Long> each : new ArrayList<>(lacking.entrySet())) {
            Origin origin = each.getKey();
            if (each.getValue() > now.nanos()) {
                continue;
            }
            Neighbour best = neighbours.bestFor(origin);
            if (best == null) {
                lacking.remove(origin);
            } else {
                grafts.computeIfAbsent(best, unused -> new LinkedHashMap<>()).put(origin.id(), origin.have() + 1);
                lacking.put(origin, now.nanos() + GRAFT_AGAIN_NANOS);
            }
        }
        grafts.forEach((neighbour, from) -> wire.send(neighbour.id(), laneOf(from), new Graft(from)));
    }

    /** What is said of very many replicas is longer than a message of the control lane may be. */
    private static Lane laneOf(Map<ReplicaId, Long> numbers) {
        return numbers.size() > CONTROL_ORIGINS ? Lane.CHANGES : Lane.CONTROL;
    }
}
