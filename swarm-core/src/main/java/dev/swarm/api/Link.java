package dev.swarm.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from this node to another one, at one moment.
 *
 * @param node where it leads
 * @param quality how good it is; of the direct link, whether messages go over a relay or not
 * @param connected whether a connection for messages stands
 * @param relay the node that passes messages on because the direct link is gone; {@code null} while there is none
 * @param sent messages handed over to be sent there, over whichever way
 * @param dropped messages that were not: dropped for the link's quality, refused by a full lane, or without a way
 * @param received messages that came from there
 */
public record Link(
        NodeId node,
        LinkQuality quality,
        boolean connected,
        @Nullable NodeId relay,
        long sent,
        long dropped,
        long received) {

    /** Returns the node that passes messages on; empty if they go directly, or not at all. */
    public Optional<NodeId> via() {
        return Optional.ofNullable(relay);
    }
}
