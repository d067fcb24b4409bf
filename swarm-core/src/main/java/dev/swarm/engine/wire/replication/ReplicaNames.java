package dev.swarm.engine.wire.replication;

import dev.swarm.api.Rejection;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Spells a replica once in each message: 0 and the name, later on its place among those spelt so far, from 1. */
final class ReplicaNames {

    private static final int LATEST = -1;

    private ReplicaNames() {}

    /** The writing side. */
    static final class Writing {

        private final VarWriter out;
        private final Map<ReplicaId, Integer> places = new HashMap<>();

        Writing(VarWriter out) {
            this.out = out;
        }

        void write(ReplicaId replica) {
            int place = places.getOrDefault(replica, LATEST);
            if (place == LATEST) {
                places.put(replica, places.size() + 1);
                out.writeVar(0).writeText(replica.node()).writeLong(replica.session());
            } else {
                out.writeVar(place);
            }
        }
    }

    /** The reading side; gives back one object for each replica, also over many messages. */
    static final class Reading {

        private final VarReader in;
        private final UnaryOperator<ReplicaId> intern;
        private final List<ReplicaId> spelt = new ArrayList<>();

        Reading(VarReader in, UnaryOperator<ReplicaId> intern) {
            this.in = in;
            this.intern = intern;
        }

        ReplicaId read() throws MalformedPacketException {
            int place = in.readBounded(spelt.size());
            if (place > 0) {
                return spelt.get(place - 1);
            }
            String node = in.readText(ReplicaBounds.NODE_BYTES);
            long session = in.readLong();
            try {
                ReplicaId replica = intern.apply(new ReplicaId(node, session));
                spelt.add(replica);
                return replica;
            } catch (IllegalArgumentException e) {
                throw new MalformedPacketException(Rejection.MALFORMED, "a replica that none can be called");
            }
        }
    }
}
