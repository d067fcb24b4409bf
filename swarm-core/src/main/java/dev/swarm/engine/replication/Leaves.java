package dev.swarm.engine.replication;

import dev.swarm.engine.wire.replication.ReplicaBounds;
import java.util.Arrays;

/**
 * Which places of a table belong to which leaf of the hash tree: for each leaf a list of its places, linked both ways.
 * There may be millions of places, so the links are numbers in arrays, and nothing is made for a place.
 */
final class Leaves {

    /** No place. */
    static final int NONE = -1;

    private static final int INITIAL = 16;

    private int[] first = new int[0];
    private int[] sizes = new int[0];
    private int[] next = new int[INITIAL];
    private int[] before = new int[INITIAL];

    void add(int leaf, int place) {
        room(place);
        int second = first(leaf);
        next[place] = second;
        before[place] = NONE;
        if (second != NONE) {
            before[second] = place;
        }
        first[leaf] = place;
        sizes[leaf]++;
    }

    void remove(int leaf, int place) {
        if (before[place] == NONE) {
            first[leaf] = next[place];
        } else {
            next[before[place]] = next[place];
        }
        if (next[place] != NONE) {
            before[next[place]] = before[place];
        }
        sizes[leaf]--;
    }

    /** Returns the first place of a leaf, or {@link #NONE}. */
    int first(int leaf) {
        return first.length == 0 ? NONE : first[leaf];
    }

    /** Returns the place that follows one in its leaf, or {@link #NONE}. */
    int next(int place) {
        return next[place];
    }

    int size(int leaf) {
        return sizes.length == 0 ? 0 : sizes[leaf];
    }

    /** A node that shares nothing pays nothing. */
    private void room(int place) {
        if (first.length == 0) {
            first = new int[ReplicaBounds.LEAVES];
            Arrays.fill(first, NONE);
            sizes = new int[ReplicaBounds.LEAVES];
        }
        if (place >= next.length) {
            next = Arrays.copyOf(next, Math.max(place + 1, 2 * next.length));
            before = Arrays.copyOf(before, next.length);
        }
    }
}
