package dev.swarm.engine.membership;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;

/** Turns changes of the table into events: for each member they alternate between up and down or left. */
final class Announcer {

    private final Outbox outbox;

    Announcer(Outbox outbox) {
        this.outbox = outbox;
    }

    /** A member was seen for the first time. */
    void appeared(Now now, MemberEntry entry) {
        outbox.fact(new NodeUp(entry.toMember(), now.instant()));
    }

    /** The status of a known member may have changed. */
    void changed(Now now, MemberEntry entry, MemberStatus previous) {
        announce(now, entry.toMember(), previous);
    }

    /** A live member is a new process under its old name: the old one is gone, the new one here. */
    void replaced(Now now, MemberEntry entry, Member before) {
        Member gone = new Member(
                before.id(),
                before.address(),
                MemberStatus.DOWN,
                before.incarnation(),
                before.role(),
                before.profile());
        announce(now, gone, before.status());
        announce(now, entry.toMember(), MemberStatus.DOWN);
    }

    private void announce(Now now, Member member, MemberStatus previous) {
        MemberStatus current = member.status();
        if (current == previous) {
            return;
        }
        outbox.fact(new NodeStatusChanged(member, previous, now.instant()));
        if (current == MemberStatus.DOWN) {
            outbox.fact(new NodeDown(member, now.instant()));
        } else if (current == MemberStatus.LEFT) {
            outbox.fact(new NodeLeft(member, now.instant()));
        } else if (!previous.isLive()) {
            outbox.fact(new NodeUp(member, now.instant()));
        }
    }
}
