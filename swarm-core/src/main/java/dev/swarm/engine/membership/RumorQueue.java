package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.CompoundBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Claims still being passed on: at most one per member, a newer one replaces the older. The least told goes first,
 * among equals the most urgent, then the newest (SWIM section 4.1, specification section 11.8).
 */
final class RumorQueue {

    /** What goes first among rumors told equally often. */
    enum Urgency {
        /** This node's own word: a refutation or a goodbye. */
        OWN,
        /** A member is gone. */
        ENDED,
        /** A member is doubted. */
        DOUBT,
        /** A member is here. */
        HERE
    }

    /** No rumor is shorter than this when encoded, so less room need not be searched for one. */
    private static final int LEAST_BYTES = 24;

    /** After so many rumors that did not fit a packet is full enough; a long queue is not searched for each. */
    private static final int MAX_MISFITS = 16;

    private final Map<NodeId, Rumor> bySubject = new HashMap<>();
    private final TreeSet<Rumor> queue = new TreeSet<>();
    private long serial;

    /** Queues a claim, in place of an older one about the same member. */
    void add(NodeId subject, byte[] encoded, Urgency urgency) {
        Rumor rumor = new Rumor(subject, encoded, urgency, serial++);
        Rumor older = bySubject.put(subject, rumor);
        if (older != null) {
            queue.remove(older);
        }
        queue.add(rumor);
    }

    /** Tells whether a claim about the member is still being passed on. */
    boolean contains(NodeId subject) {
        return bySubject.containsKey(subject);
    }

    /** Drops the claim about a member that is forgotten. */
    void drop(NodeId subject) {
        Rumor rumor = bySubject.remove(subject);
        if (rumor != null) {
            queue.remove(rumor);
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    /** Adds what fits to a packet. Each rumor that went out as often as the limit says is dropped. */
    void fill(CompoundBuilder packet, int limit) {
        List<Rumor> taken = new ArrayList<>();
        int misfits = 0;
        for (Rumor rumor : queue) {
            if (packet.room() < LEAST_BYTES || misfits == MAX_MISFITS) {
                break;
            }
            if (packet.add(rumor.encoded)) {
                taken.add(rumor);
            } else {
                misfits++;
            }
        }
        for (Rumor rumor : taken) {
            queue.remove(rumor);
            rumor.told++;
            if (rumor.told < limit) {
                queue.add(rumor);
            } else {
                bySubject.remove(rumor.subject);
            }
        }
    }

    /** One claim with the number of times it was passed on; the number changes only while it is out of the queue. */
    private static final class Rumor implements Comparable<Rumor> {

        private final NodeId subject;
        private final byte[] encoded;
        private final Urgency urgency;
        private final long serial;
        private int told;

        private Rumor(NodeId subject, byte[] encoded, Urgency urgency, long serial) {
            this.subject = subject;
            this.encoded = encoded;
            this.urgency = urgency;
            this.serial = serial;
        }

        /** Without a chain of comparators, which would box the numbers: this is the busiest comparison there is. */
        @Override
        public int compareTo(Rumor other) {
            if (told != other.told) {
                return Integer.compare(told, other.told);
            }
            int byUrgency = urgency.compareTo(other.urgency);
            return byUrgency != 0 ? byUrgency : Long.compare(other.serial, serial);
        }
    }
}
