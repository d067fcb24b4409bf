package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.event.LinkQualityChanged;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.engine.step.Now;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one place where users are told of nodes and links: each change of a node's combined status once, whichever path
 * led there, and up and gone in turn; each change of a link's quality once. What is stated stands in the read model at
 * the end of the step.
 */
final class Statements {

    private final MonitorParts parts;
    private final Attention attention;
    private final Set<Contact> changed = new LinkedHashSet<>();
    private final Map<NodeId, MemberStatus> silenced = new LinkedHashMap<>();
    private long version;

    Statements(MonitorParts parts, Attention attention) {
        this.parts = parts;
        this.attention = attention;
    }

    /** A node is here that was not, or that nobody remembered. */
    void appeared(Now now, Contact contact, Member member) {
        parts.outbox().fact(new NodeUp(member, now.instant()));
        parts.watch().onQuality(now, contact.id, contact.quality);
        changed.add(contact);
    }

    /**
     * Membership or silence may make another status of a node.
     *
     * @param member what membership says of it; its status is replaced by the combined one
     */
    void status(Now now, Contact contact, Member member) {
        MemberStatus before = contact.stated;
        MemberStatus current = contact.combined();
        remember(contact, current);
        if (before == current) {
            return;
        }
        contact.stated = current;
        changed.add(contact);
        Member shown = withStatus(member, current);
        parts.outbox().fact(new NodeStatusChanged(shown, before, now.instant()));
        if (before.isLive() && current == MemberStatus.DOWN) {
            parts.outbox().fact(new NodeDown(shown, now.instant()));
        } else if (before.isLive() && current == MemberStatus.LEFT) {
            parts.outbox().fact(new NodeLeft(shown, now.instant()));
        } else if (!before.isLive() && current.isLive()) {
            parts.outbox().fact(new NodeUp(shown, now.instant()));
        }
        quality(now, contact);
    }

    /** What is known of a link may make another quality of it. */
    void quality(Now now, Contact contact) {
        changed.add(contact);
        LinkQuality before = contact.quality;
        LinkQuality current = contact.agreedQuality(attention.nanos());
        if (before == current) {
            return;
        }
        contact.quality = current;
        if (parts.measures()) {
            parts.counters().increment(TrafficCounter.QUALITY_CHANGES);
            parts.outbox()
                    .fact(new LinkQualityChanged(
                            contact.id,
                            before,
                            current,
                            contact.gauge.judgedRtt(),
                            contact.gauge.loss(),
                            now.instant()));
        }
        parts.watch().onQuality(now, contact.id, current);
    }

    /** Something else that users read of a node is new. */
    void touch(Contact contact) {
        changed.add(contact);
    }

    /** A node is forgotten, which is no event: it was gone before. */
    void forget(Contact contact) {
        changed.remove(contact);
        if (silenced.remove(contact.id) != null) {
            version++;
        }
        parts.model().remove(contact.id);
    }

    /** The end of a step: users may read what is new. */
    void publish() {
        for (Contact contact : changed) {
            contact.shownSeenMillis = contact.lastSeenMillis;
            parts.model().put(contact.toCard());
        }
        changed.clear();
    }

    /** Returns a number that grows when {@link #withStatuses} may answer something else for the same members. */
    long version() {
        return version;
    }

    /** Returns the members with their combined statuses; the same list if silence says nothing of any of them. */
    List<Member> withStatuses(List<Member> members) {
        return silenced.isEmpty()
                ? members
                : members.stream()
                        .map(member -> withStatus(member, silenced.getOrDefault(member.id(), member.status())))
                        .toList();
    }

    private void remember(Contact contact, MemberStatus combined) {
        MemberStatus before =
                combined == contact.believed ? silenced.remove(contact.id) : silenced.put(contact.id, combined);
        if (before != (combined == contact.believed ? null : combined)) {
            version++;
        }
    }

    private static Member withStatus(Member member, MemberStatus status) {
        return member.status() == status
                ? member
                : new Member(
                        member.id(), member.address(), status, member.incarnation(), member.role(), member.profile());
    }
}
