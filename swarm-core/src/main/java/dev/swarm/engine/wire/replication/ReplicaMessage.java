package dev.swarm.engine.wire.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import java.util.List;
import java.util.Map;

/** What two nodes tell each other about shared state. All of it is idempotent and may come late. */
public sealed interface ReplicaMessage {

    /**
     * Fresh changes.
     *
     * @param runs for each origin some of its changes
     */
    record Push(List<Run> runs) implements ReplicaMessage {

        /** Returns about how many bytes its runs take on the wire. */
        public int roughBytes() {
            int bytes = 0;
            for (Run run : runs) {
                bytes += run.roughBytes();
            }
            return bytes;
        }
    }

    /**
     * All that still counts of an origin's changes in a range. Numbers of the range that are missing among the writes
     * belong to writes that later ones of the same run end, so the run must be applied as a whole.
     *
     * @param origin who made them
     * @param first number of the first change
     * @param last number of the last one
     * @param writes by rising number
     */
    record Run(ReplicaId origin, long first, long last, List<Write> writes) {

        /** Returns about how many bytes it takes on the wire. */
        public int roughBytes() {
            return Long.BYTES + WriteList.roughBytes(writes);
        }
    }

    /**
     * Acknowledges, and advertises: the sender has all changes of these origins up to these numbers.
     *
     * @param whole whether origins that are missing here are unknown to the sender
     * @param known number of the last change of each origin
     */
    record Have(boolean whole, Map<ReplicaId, Long> known) implements ReplicaMessage {}

    /**
     * A constant number of bytes by which equal states are known to be equal.
     *
     * @param knowledge hash of what the sender has seen
     * @param content hash of what is there now
     */
    record Digest(long knowledge, long content) implements ReplicaMessage {}

    /**
     * The sender gets changes of these origins sooner from somebody else and needs no more of the receiver.
     *
     * @param origins whose changes
     */
    record Prune(List<ReplicaId> origins) implements ReplicaMessage {}

    /**
     * The sender lacks changes and wants them, and the following ones, from the receiver.
     *
     * @param from number of the first wanted change of each origin
     */
    record Graft(Map<ReplicaId, Long> from) implements ReplicaMessage {}

    /** Answers a graft: some of those changes are kept one by one no longer; compare states instead. */
    record TooOld() implements ReplicaMessage {}

    /**
     * Asks for the hashes below nodes of the tree.
     *
     * @param depth how deep the nodes lie; 0 is the root
     * @param nodes which ones, rising
     */
    record AskHashes(int depth, List<Integer> nodes) implements ReplicaMessage {}

    /**
     * Answers with the hashes of all children of the nodes.
     *
     * @param depth as asked
     * @param nodes as asked
     * @param hashes the children's, node by node
     * @param known what the sender has seen, if the root was asked for; else empty
     */
    record Hashes(int depth, List<Integer> nodes, List<Long> hashes, Map<ReplicaId, Long> known)
            implements ReplicaMessage {}

    /**
     * Asks for the content of leaves.
     *
     * @param leaves which ones
     */
    record AskLeaves(List<Integer> leaves) implements ReplicaMessage {}

    /**
     * Content of leaves, each as it is at one moment.
     *
     * @param known what the sender has seen at that moment
     * @param parts leaves, or parts of one that is too big for a message
     */
    record Leaves(Map<ReplicaId, Long> known, List<LeafPart> parts) implements ReplicaMessage {

        /** Returns about how many bytes its writes take on the wire. */
        public int roughBytes() {
            int bytes = 0;
            for (LeafPart part : parts) {
                bytes += WriteList.roughBytes(part.writes());
            }
            return bytes;
        }
    }

    /**
     * A leaf, or a part of it.
     *
     * @param leaf its index
     * @param first whether no other part precedes
     * @param last whether no other part follows
     * @param writes what is there
     * @param ended writes of which it is known that they are ended, though they have not come yet
     */
    record LeafPart(int leaf, boolean first, boolean last, List<Write> writes, List<Ended> ended) {}

    /**
     * A write that has not come yet, and is ended already.
     *
     * @param key what it changes
     * @param last it, and all earlier ones of its origin to that key
     */
    record Ended(Key key, Dot last) {}
}
