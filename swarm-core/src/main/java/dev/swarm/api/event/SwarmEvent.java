package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * Something that became true. Delivered once per change and node, in the order of change per subject, after the read
 * models show it.
 */
public sealed interface SwarmEvent permits LinkQualityChanged, MemberEvent, OverlayEvent, RegistryEvent, TopologyEvent {

    /** Returns the node the event is about. */
    NodeId node();

    /** Returns when this node learnt it, by this node's wall clock; for people, not for ordering. */
    Instant time();
}
