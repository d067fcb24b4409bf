package dev.swarm.api.event;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * A member said goodbye.
 *
 * @param member what is known of it after the change
 * @param time when this node learnt it, by this node's wall clock
 */
public record NodeLeft(Member member, Instant time) implements MemberEvent {

    @Override
    public NodeId node() {
        return member.id();
    }
}
