package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Fellow;
import dev.swarm.engine.wire.Fellow.Judgement;
import dev.swarm.engine.wire.Fellow.Place;
import dev.swarm.engine.wire.Message.Ack;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What answers, their absence and the words of others say of nodes and links. Only answers to this node's own pings
 * count for a link; any sign of life ends a silence.
 */
final class Evidence implements Pinger.Asking, Silences.Judge {

    /** Users see when a node was last seen about as exactly as this. */
    private static final long SEEN_MILLIS = 100;

    private final MonitorParts parts;
    private final Attention attention;
    private final Contacts contacts;
    private final Statements statements;
    private final Silences silences;
    private final Letters letters;
    private final Pinger pinger;
    private final Atlas atlas;
    private Now latest = new Now(0, 0);

    Evidence(MonitorParts parts, QualityRule rule, Attention attention, Contacts contacts, Statements statements) {
        this.parts = parts;
        this.attention = attention;
        this.contacts = contacts;
        this.statements = statements;
        this.silences = new Silences(parts.config());
        this.letters = new Letters(parts, contacts);
        this.pinger = new Pinger(parts, attention, contacts, rule.longestNanos(), this);
        this.atlas = new Atlas(parts.random().split(), parts.model(), parts.counters());
    }

    Pinger pinger() {
        return pinger;
    }

    Atlas atlas() {
        return atlas;
    }

    void onTime(Now now) {
        latest = now;
        pinger.onTime(now);
        silences.onTime(attention.nanos(), this);
    }

    long nextDeadlineNanos() {
        return Math.min(pinger.nextDeadlineNanos(), attention.momentOf(silences.nextNanos()));
    }

    /** Membership has given the node up, or it has left: nobody listens for it any more. */
    void onGone(Contact contact) {
        pinger.drop(contact);
        silences.end(contact);
    }

    /** It has refuted a doubt, which is a sign of life; what that makes of its status is left to the caller. */
    void onRefuted(Now now, Contact contact) {
        silences.end(contact);
        seen(now, contact);
    }

    /** A ping was answered. */
    void onAck(Now now, Ack ack) {
        Question question = pinger.onAck(ack.seqNo());
        if (question == null || !contacts.isCurrent(question.contact)) {
            return;
        }
        Contact contact = question.contact;
        LinkQuality before = contact.gauge.level();
        long passed = now.nanos() - question.sentNanos();
        boolean isExact = attention.nanos() - question.heardNanos() == passed;
        Duration rtt = isExact ? Duration.ofNanos(passed) : null;
        if (question.isLost()) {
            contact.gauge.onLateAnswer(rtt, question.place());
        } else {
            contact.gauge.onAnswer(rtt);
        }
        if (parts.config().coordinates()) {
            atlas.onAnswer(contact, ack.payload(), rtt, attention.nanos());
        }
        onSign(now, contact);
        onGauged(now, contact, before);
    }

    /** Takes what another node of ours says; tells whether it was for this machine. */
    boolean onFellow(Now now, @Nullable Fellow fellow) {
        if (fellow instanceof Judgement judgement) {
            Contact from = contacts.get(judgement.from());
            if (from != null && !from.guest) {
                long validNanos = TimeUnit.MILLISECONDS.toNanos(judgement.validMillis());
                from.onTold(judgement.quality(), attention.nanos() + Math.min(validNanos, Letters.LONGEST_VALID_NANOS));
                onSign(now, from);
                statements.quality(now, from);
            }
        } else if (fellow instanceof Place place) {
            Contact third = contacts.get(place.node());
            if (third != null && parts.config().coordinates()) {
                atlas.onTold(third, place.coordinate(), attention.nanos());
                statements.touch(third);
            }
        } else {
            return false;
        }
        return true;
    }

    /** It gave a sign of life, however it did. */
    void onSign(Now now, Contact contact) {
        boolean wasGiven = silences.end(contact);
        seen(now, contact);
        Member member = wasGiven ? parts.surroundings().member(contact.id) : null;
        if (member != null) {
            parts.surroundings().note(now.instant(), contact.id, "has given a sign of life");
            statements.status(now, contact, member);
        }
    }

    @Override
    public boolean ask(Contact contact, long number) {
        // what the other end told may be out of date by now
        statements.quality(latest, contact);
        return letters.ping(contact, number);
    }

    @Override
    public void onLost(Now now, Question question) {
        Contact contact = question.contact;
        LinkQuality before = contact.gauge.level();
        question.onLost(contact.gauge.onMissed());
        parts.counters().increment(TrafficCounter.PINGS_UNANSWERED);
        if (pinger.pursue(contact) && !contact.isSilent()) {
            long asked = question.heardNanos() - parts.config().pingInterval().toNanos();
            silences.begin(contact, Math.max(contact.lastSeenNanos, asked));
        }
        onGauged(now, contact, before);
    }

    @Override
    public void onSilent(Contact contact) {
        if (contact.believed == MemberStatus.HEALTHY) {
            parts.surroundings().probe(latest, contact.id);
        }
    }

    @Override
    public void onStatus(Contact contact) {
        Member member = parts.surroundings().member(contact.id);
        if (member == null) {
            return;
        }
        boolean isDown = contact.silence == MemberStatus.DOWN;
        Duration limit = isDown ? parts.config().downAfter() : parts.config().suspectAfter();
        if (contact.combined() != contact.stated) {
            String text = "has been silent for " + limit.toMillis() + " ms";
            parts.surroundings().note(latest.instant(), contact.id, isDown ? "is given up: it " + text : text);
        }
        statements.status(latest, contact, member);
    }

    private void seen(Now now, Contact contact) {
        contact.lastSeenMillis = now.wallMillis();
        contact.lastSeenNanos = attention.nanos();
        if (Math.abs(contact.lastSeenMillis - contact.shownSeenMillis) >= SEEN_MILLIS) {
            statements.touch(contact);
        }
    }

    private void onGauged(Now now, Contact contact, LinkQuality before) {
        if (contact.gauge.level() != before) {
            letters.onLevel(contact);
        }
        statements.quality(now, contact);
    }
}
