package dev.swarm.engine.table;

/**
 * What is no object, and about to come into a {@link PackedTable}.
 *
 * @param <K> what keys there are
 */
public interface Newcomer<K> {

    /** Returns its key as an object, which almost nobody asks for. */
    K key();

    /**
     * Tells whether a thing has its key.
     *
     * @param at where the bytes of the thing begin
     * @param end where they end
     */
    boolean isKeyOf(BytePage page, int at, int end);

    /** Returns how many bytes it takes at most. */
    int length();

    /** Writes it; returns the end of its bytes. */
    int write(BytePage page, int at);
}
