package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Write;

/**
 * Hashes of the whole content, of sixteenths of it, and so on down to the leaves (a Merkle tree, but with sums for
 * inner hashes, so that a change costs a few additions). Where two nodes' hashes are equal their content is equal, as
 * far as 64 bits can tell.
 */
final class HashTree {

    private static final int LEAF_SHIFT = Integer.SIZE - 4 * ReplicaBounds.DEPTH;

    private final long[][] levels = new long[ReplicaBounds.DEPTH + 1][];

    HashTree() {
        int width = 1;
        for (int depth = 0; depth <= ReplicaBounds.DEPTH; depth++) {
            levels[depth] = new long[width];
            width *= ReplicaBounds.FANOUT;
        }
    }

    /** Returns the leaf of a key. */
    static int leafOf(Key key) {
        return leafOf(key.hashCode());
    }

    /** Returns the leaf of a write's key. */
    static int leafOf(Write write) {
        return leafOf(write.keyHash());
    }

    /** Returns the leaf of a key with that hash. */
    static int leafOf(int keyHash) {
        return spread(keyHash) >>> LEAF_SHIFT;
    }

    /** Returns another hash of a key, of which the highest bits are its leaf: in their order leaves lie together. */
    static int spread(int keyHash) {
        return Integer.rotateLeft((int) (mix(keyHash) >>> 32), LEAF_SHIFT);
    }

    /** Returns the lowest of the {@link #spread} hashes of a leaf. */
    static int firstOf(int leaf) {
        return leaf << LEAF_SHIFT;
    }

    /** Returns the highest of them. */
    static int lastOf(int leaf) {
        return firstOf(leaf) | ((1 << LEAF_SHIFT) - 1);
    }

    /** Returns the hash of a write's name, and so of its content: a name is given once. */
    static long hash(ReplicaId origin, long number) {
        return mix(mix(origin.session() ^ ((long) origin.node().hashCode() << 32)) + number);
    }

    /** Returns the hash of a write; that of a state is the sum of those of its writes. */
    static long hash(Write write) {
        return hash(write.origin(), write.number());
    }

    /** Notes that a write came to a leaf. */
    void add(int leaf, long hash) {
        int index = leaf;
        for (int depth = ReplicaBounds.DEPTH; depth >= 0; depth--) {
            levels[depth][index] += hash;
            index /= ReplicaBounds.FANOUT;
        }
    }

    /** Notes that a write left a leaf. */
    void subtract(int leaf, long hash) {
        add(leaf, -hash);
    }

    long root() {
        return levels[0][0];
    }

    long at(int depth, int index) {
        return levels[depth][index];
    }

    /** Tells whether there is a node at that place. */
    static boolean exists(int depth, int index) {
        return index < 1 << (4 * depth);
    }

    /** Mixes all bits into all bits (the finisher of MurmurHash3, variant 13 of Stafford). */
    static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
