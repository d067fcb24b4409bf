package dev.swarm.api.event;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * A member was given up: it did not answer, nor refute the suspicion, or it came back as a new process. Exactly once
 * per loss.
 *
 * @param member what is known of it after the change
 * @param time when this node learnt it, by this node's wall clock
 */
public record NodeDown(Member member, Instant time) implements MemberEvent {

    @Override
    public NodeId node() {
        return member.id();
    }
}
