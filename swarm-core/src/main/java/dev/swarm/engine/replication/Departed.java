package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Forgets replicas that are no more, so that restarts do not fill the version vector for ever. The number up to which
 * a replica's writes are known must be kept as long as somebody may hold one of them that others have seen go. It is
 * dropped when the replica's node lives no more under that session, no value of it is left, every neighbour knows all
 * of it, and that has been so for a day, in which nodes that were cut off have come back.
 */
final class Departed {

    private static final long REVIEW_NANOS = 60L * 60 * 1_000_000_000;
    private static final long PATIENCE_NANOS = 24 * REVIEW_NANOS;

    private final Origins origins;
    private final Store store;
    private final Neighbours neighbours;
    private final Map<ReplicaId, Long> idleSince = new LinkedHashMap<>();
    private final Deadline review = new Deadline();

    Departed(Origins origins, Store store, Neighbours neighbours) {
        this.origins = origins;
        this.store = store;
        this.neighbours = neighbours;
    }

    void start(Now now) {
        review.set(now, REVIEW_NANOS);
    }

    long nextDeadlineNanos() {
        return review.atNanos();
    }

    /** Once an hour looks who can be forgotten; returns those. */
    List<Origin> onTime(Now now, Predicate<ReplicaId> isLive) {
        if (!review.isDue(now)) {
            return List.of();
        }
        review.set(now, REVIEW_NANOS);
        Set<ReplicaId> holders = new HashSet<>();
        store.forEach(first -> {
            for (Row row = first; row != null; row = row.next()) {
                holders.add(row.write().origin());
            }
        });
        List<Origin> forgettable = new ArrayList<>();
        for (Origin origin : origins.all()) {
            boolean isIdle = !isLive.test(origin.id())
                    && !holders.contains(origin.id())
                    && origin.endedAhead().isEmpty()
                    && neighbours.ackedByAll(origin) >= origin.have();
            if (!isIdle) {
                idleSince.remove(origin.id());
            } else if (now.nanos() - idleSince.computeIfAbsent(origin.id(), unused -> now.nanos()) >= PATIENCE_NANOS) {
                forgettable.add(origin);
            }
        }
        for (Origin origin : forgettable) {
            idleSince.remove(origin.id());
            origins.forget(origin.id());
            neighbours.all().forEach(neighbour -> neighbour.forget(origin));
        }
        return forgettable;
    }
}
