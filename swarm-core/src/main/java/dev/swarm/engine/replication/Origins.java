package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every replica of which anything is known, this node's own among them: the version vector of this node. */
final class Origins {

    private final Map<ReplicaId, Origin> origins = new LinkedHashMap<>();

    /** Returns the origin of that identity, made if it is new. */
    Origin of(ReplicaId id) {
        return origins.computeIfAbsent(id, Origin::new);
    }

    @Nullable
    Origin find(ReplicaId id) {
        return origins.get(id);
    }

    /** Returns the one object that stands for an identity. */
    ReplicaId intern(ReplicaId id) {
        Origin origin = origins.get(id);
        return origin == null ? id : origin.id();
    }

    Collection<Origin> all() {
        return origins.values();
    }

    void forget(ReplicaId id) {
        origins.remove(id);
    }

    /** Tells whether the write of that name is known, be it as a value or as one that has gone. */
    boolean includes(ReplicaId id, long number) {
        Origin origin = origins.get(id);
        return origin != null && number <= origin.have();
    }

    /** Returns how far each origin is known; origins of which nothing is known are left out. */
    Map<ReplicaId, Long> known() {
        Map<ReplicaId, Long> known = new LinkedHashMap<>();
        for (Origin origin : origins.values()) {
            if (origin.have() > 0) {
                known.put(origin.id(), origin.have());
            }
        }
        return known;
    }

    /** Returns a hash of {@link #known()} that does not depend on the order in which replicas came to be known. */
    long knowledge() {
        long sum = 0;
        for (Origin origin : origins.values()) {
            if (origin.have() > 0) {
                sum += HashTree.hash(origin.id(), origin.have());
            }
        }
        return sum;
    }
}
