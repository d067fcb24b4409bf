package dev.swarm.engine;

import dev.swarm.engine.replication.ReplicationLoad;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much shared state a node holds and how far others lag.
 *
 * @param keys keys with a value
 * @param bytes about how much heap they take
 * @param pending writes of this node that some connected node has not acknowledged
 * @param endedAhead what is kept of removed keys while news arrives out of order
 * @param lag how long some have been pending, {@code null} if none is or it is not known
 */
public record SharedStatus(
        int keys,
        long bytes,
        long pending,
        long endedAhead,
        @Nullable Duration lag) {

    /** Nothing is held. */
    public static final SharedStatus EMPTY = new SharedStatus(0, 0, 0, 0, null);

    static SharedStatus of(ReplicationLoad load) {
        return new SharedStatus(load.keys(), load.bytes(), load.pending(), load.endedAhead(), null);
    }

    /** Returns the same with another lag. */
    public SharedStatus withLag(Duration other) {
        return new SharedStatus(keys, bytes, pending, endedAhead, other);
    }
}
