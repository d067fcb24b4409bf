package dev.swarm.engine.topology;

import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import org.jspecify.annotations.Nullable;

/** What all nodes know of promotions and of who commands: the part of shared state that is the topology's. */
public interface Register {

    /** Letter of all its keys. */
    char TOPOLOGY = 't';

    /** Returns the values under a key, {@code null} if there are none. */
    @Nullable
    Row get(Key key);

    /**
     * Writes a value.
     *
     * @param value {@code null} to take the key away
     * @throws dev.swarm.api.failure.OverlayFullException if there is no room; nothing has changed then
     */
    void write(Now now, Key key, byte @Nullable [] value);
}
