package dev.swarm.api;

/**
 * Whether enough nodes are here for one of them to command. Guests, observers and relays do not count.
 *
 * @param size how many are needed, 1 or more
 * @param present how many of those that count are here, this node included if it counts
 */
public record Quorum(int size, int present) {

    /** Tells whether enough are here. */
    public boolean isMet() {
        return present >= size;
    }
}
