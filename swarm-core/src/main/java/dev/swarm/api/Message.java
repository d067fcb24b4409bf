package dev.swarm.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that came.
 *
 * @param from who sent it; this node itself for a message to itself
 * @param payload what was sent; the handler's own copy
 * @param priority how urgent it is
 * @param relay who passed it on, {@code null} if it came directly
 * @param <T> the payload's type
 */
public record Message<T>(
        NodeId from, T payload, Priority priority, @Nullable NodeId relay) {

    /** Returns who passed it on; empty if it came directly. */
    public Optional<NodeId> via() {
        return Optional.ofNullable(relay);
    }
}
