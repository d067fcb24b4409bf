package dev.swarm.engine.monitor;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.engine.step.Bystander;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Fellow;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.UserData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the other nodes and the links to them fare. Routes each input to the part that handles it.
 *
 * <p>A node's status is membership's word, or what its silence says if that is worse; users hear of it from here alone
 * ({@link Statements}). What membership itself believes, and whom others work with because of it, is not changed by
 * anything here: silence only makes membership look sooner ({@link Silences}). The quality of a link comes from answers
 * to this node's own pings ({@link Pinger}, {@link LinkGauge}) and from what the other end says of it, the worse.
 */
public final class Monitor implements Bystander {

    private static final long PRUNE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final MonitorParts parts;
    private final QualityRule rule;
    private final Attention attention;
    private final Contacts contacts;
    private final Statements statements;
    private final Evidence evidence;
    private final Deadline prune = new Deadline();
    private Now latest = new Now(0, 0);
    private boolean running;

    /** Makes the machine of one node; nothing happens before {@link #start}. */
    public Monitor(MonitorParts parts) {
        this.parts = parts;
        this.rule = new QualityRule(parts.limits());
        this.attention = new Attention(parts.config().pingInterval().toNanos());
        this.contacts = new Contacts(parts.random().split());
        this.statements = new Statements(parts, attention);
        this.evidence = new Evidence(parts, rule, attention, contacts, statements);
    }

    /** A step begins; called before all else in each. */
    public void begin(Now now) {
        latest = now;
        attention.onStep(now);
    }

    /** Begins to ask, if this node measures at all. */
    public void start() {
        running = parts.measures();
    }

    /** Asks nobody any more; goes on to hand on what membership says. */
    public void stop() {
        running = false;
        evidence.pinger().stop();
    }

    /** What is sent from now on leaves only later, or leaves at once again. */
    public void onSendingBlocked(boolean blocked) {
        attention.setBlocked(blocked);
    }

    /** Membership says something of a node. What else has changed by it follows in the same call. */
    public void onMember(MemberEvent event) {
        Member member = event.member();
        Contact contact = contacts.get(event.node());
        if (event instanceof NodeUp && (contact == null || !contact.believed.isLive())) {
            Contact fresh = newContact(member);
            enlist(fresh);
            statements.appeared(latest, fresh, member);
        } else if (event instanceof NodeStatusChanged && contact != null) {
            onStatus(contact, member);
        }
    }

    /** Takes a message of a datagram; tells whether it was for this machine alone. */
    public boolean onMessage(Now now, Message message) {
        if (!parts.measures()) {
            return false;
        }
        if (message instanceof Ack ack && ack.seqNo() >= Pinger.FIRST_NUMBER) {
            evidence.onAck(now, ack);
            return true;
        }
        if (message instanceof Ping ping && ping.sourceNode() != null) {
            onAnswer(now, ping.sourceNode());
        } else if (message instanceof UserData data) {
            return evidence.onFellow(now, Fellow.of(data));
        }
        return false;
    }

    /** A node gave a sign of life, however it did. */
    @Override
    public void onAnswer(Now now, NodeId node) {
        Contact contact = contacts.get(node);
        if (contact != null && parts.measures()) {
            evidence.onSign(now, contact);
        }
    }

    /** Returns this node's coordinate as it goes along with answers, {@code null} if it has none. */
    @Override
    public @Nullable Bytes payload() {
        return parts.measures() && parts.config().coordinates()
                ? evidence.atlas().payload()
                : null;
    }

    /** Time passed. */
    public void onTime(Now now) {
        if (running) {
            evidence.onTime(now);
        }
        if (prune.isDue(now)) {
            forgetTheForgotten(now);
        }
    }

    /** The end of a step. */
    public void settle() {
        statements.publish();
        attention.expect(nextDeadlineNanos());
    }

    /** Returns when {@link #onTime} wants to be called. */
    public long nextDeadlineNanos() {
        if (!running) {
            return prune.atNanos();
        }
        return Math.min(prune.atNanos(), evidence.nextDeadlineNanos());
    }

    /** Returns the members with the statuses that users are told. */
    public List<Member> withStatuses(List<Member> members) {
        return statements.withStatuses(members);
    }

    /** Returns a number that grows when a status in {@link #withStatuses} may be another one. */
    public long version() {
        return statements.version();
    }

    private Contact newContact(Member member) {
        return new Contact(member.id(), member.isGuest(), new LinkGauge(rule, parts.config()), member.status());
    }

    private void enlist(Contact contact) {
        contacts.add(contact);
        if (running) {
            evidence.pinger().onNewcomer(latest);
        }
    }

    private void onStatus(Contact contact, Member member) {
        MemberStatus before = contact.believed;
        if (!before.isLive() && member.status().isLive()) {
            Contact back = newContact(member);
            back.stated = contact.stated;
            back.quality = contact.quality;
            enlist(back);
            statements.status(latest, back, member);
            return;
        }
        contact.believed = member.status();
        if (!contact.believed.isLive()) {
            contacts.leaveRound(contact);
            evidence.onGone(contact);
            if (!prune.isSet()) {
                prune.set(latest, PRUNE_NANOS);
            }
        } else if (contact.believed == MemberStatus.HEALTHY) {
            evidence.onRefuted(latest, contact);
        }
        statements.status(latest, contact, member);
    }

    private void forgetTheForgotten(Now now) {
        prune.clear();
        for (Contact contact : List.copyOf(contacts.all())) {
            if (!contact.believed.isLive()) {
                if (parts.surroundings().member(contact.id) == null) {
                    contacts.remove(contact);
                    statements.forget(contact);
                } else {
                    prune.set(now, PRUNE_NANOS);
                }
            }
        }
    }
}
