package dev.swarm.sample.hero;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many bombs a city survives: {@value #MAX} within five seconds, not one more. One thread at a time. */
public final class BombLimit {

    static final int MAX = 3;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final Deque<Long> bombsNanos = new ArrayDeque<>();

    /** Returns one that has seen no bomb. */
    public BombLimit() {}

    /**
     * Counts a bomb.
     *
     * @return whether the city survives it
     */
    public boolean survives(long nowNanos) {
        while (!bombsNanos.isEmpty() && nowNanos - bombsNanos.getFirst() > WINDOW.toNanos()) {
            bombsNanos.removeFirst();
        }
        bombsNanos.addLast(nowNanos);
        return bombsNanos.size() <= MAX;
    }
}
