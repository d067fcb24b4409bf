package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import org.jspecify.annotations.Nullable;

/**
 * The values under a key became others.
 *
 * @param key which one
 * @param before what was there, {@code null} for nothing
 * @param after what is there now, {@code null} for nothing
 * @param origin who made the write that changed it; for changes found by comparing states, who made what is there now,
 *     or what was there
 * @param wasMarked whether what was there had a mark, see {@link Marks}
 */
public record Change(
        Key key, @Nullable Row before, @Nullable Row after, ReplicaId origin, boolean wasMarked) implements News {}
