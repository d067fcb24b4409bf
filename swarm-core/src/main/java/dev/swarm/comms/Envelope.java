package dev.swarm.comms;

import dev.swarm.api.Message;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.engine.wire.comms.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * Where a message came from, and what is expected.
 *
 * @param from who sent it
 * @param priority how urgent it is
 * @param relay who passed it on, {@code null} if it came directly
 * @param kind whether somebody waits, and for what
 * @param number of the wait
 */
record Envelope(NodeId from, Priority priority, @Nullable NodeId relay, EntryKind kind, long number) {

    <T> Message<T> around(T payload) {
        return new Message<>(from, payload, priority, relay);
    }
}
