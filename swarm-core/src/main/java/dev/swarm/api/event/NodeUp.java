package dev.swarm.api.event;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * A member is here: seen for the first time, or back after it was down or had left. Exactly once per join.
 *
 * @param member what is known of it after the change
 * @param time when this node learnt it, by this node's wall clock
 */
public record NodeUp(Member member, Instant time) implements MemberEvent {

    @Override
    public NodeId node() {
        return member.id();
    }
}
