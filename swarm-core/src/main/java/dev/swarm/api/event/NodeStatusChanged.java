package dev.swarm.api.event;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * The status of a member that was already known has changed. Comes before the {@link NodeUp}, {@link NodeDown} or
 * {@link NodeLeft} that the same change may cause.
 *
 * @param member what is known of it after the change
 * @param previous its status before; never equal to the present one
 * @param time when this node learnt it, by this node's wall clock
 */
public record NodeStatusChanged(Member member, MemberStatus previous, Instant time) implements MemberEvent {

    @Override
    public NodeId node() {
        return member.id();
    }

    /** Returns the status after the change. */
    public MemberStatus current() {
        return member.status();
    }
}
