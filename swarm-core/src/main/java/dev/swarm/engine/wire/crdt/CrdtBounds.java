package dev.swarm.engine.wire.crdt;

/**
 * How much one message may hold; checked before anything is allocated for it.
 *
 * @param maxBytes bytes of the whole message
 * @param maxItems replicas, ranges, dots, elements and values in it, all together; bounds the memory that small items
 *     take
 *     beyond their bytes, about 200 bytes each
 */
public record CrdtBounds(int maxBytes, int maxItems) {

    /** For whole states as for deltas: 16 MiB and two million items. */
    public static final CrdtBounds DEFAULT = new CrdtBounds(16 << 20, 2_000_000);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public CrdtBounds {
        if (maxBytes <= 0 || maxItems <= 0) {
            throw new IllegalArgumentException("Bounds are positive, unlike " + maxBytes + " and " + maxItems);
        }
    }
}
