package dev.swarm.api.event;

import dev.swarm.api.Member;

/** An event about one member other than this node. */
public sealed interface MemberEvent extends SwarmEvent permits NodeUp, NodeDown, NodeLeft, NodeStatusChanged {

    /** Returns what is known of the member after the change. */
    Member member();
}
