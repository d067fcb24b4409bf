package dev.swarm.engine.monitor;

import dev.swarm.api.config.MonitorConfig;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask and when. One ping leaves at a time, evenly spread over the interval with some jitter: a small cluster is
 * asked once round in each interval, of a large one as many as the settings allow, in turn. In a large one who does
 * not answer is <em>pursued</em>: asked again each interval, at most half as many beside those in turn, so the load
 * has a bound whatever happens.
 *
 * <p>Its questions have numbers that membership never uses, so that neither takes the other's answers.
 */
final class Pinger {

    /** Lowest number of a question; those of membership are below. */
    static final long FIRST_NUMBER = 0x8000_0000L;

    /** Most questions to one node that may still be answered. */
    static final int MOST_OPEN = 8;

    private static final long NUMBERS = 0x7FFF_FFFFL;
    private static final double LEAST_GAP = 0.9;
    private static final int FIRST_PART = 10;

    private final MonitorParts parts;
    private final Attention attention;
    private final Contacts contacts;
    private final Asking asking;
    private final long patienceNanos;
    private final long intervalNanos;
    private final int most;
    private final Map<Long, Question> open = new HashMap<>();
    private final Deque<Question> waiting = new ArrayDeque<>();
    private final Deque<Contact> pursued = new ArrayDeque<>();
    private final Deadline turn = new Deadline();
    private long number;

    /** Who writes the questions, and hears of those without an answer. */
    interface Asking {

        /** Asks a node; tells whether it could. */
        boolean ask(Contact contact, long number);

        /** A question was not answered in time. */
        void onLost(Now now, Question question);
    }

    Pinger(MonitorParts parts, Attention attention, Contacts contacts, long patienceNanos, Asking asking) {
        MonitorConfig config = parts.config();
        this.parts = parts;
        this.attention = attention;
        this.contacts = contacts;
        this.asking = asking;
        this.patienceNanos = patienceNanos;
        this.intervalNanos = config.pingInterval().toNanos();
        this.most = config.pingsPerInterval();
        this.number = parts.random().nextLong(NUMBERS);
    }

    /** Somebody new is to be asked; soon, if nobody was before. */
    void onNewcomer(Now now) {
        if (!turn.isSet()) {
            turn.set(now, parts.random().nextLong(intervalNanos / FIRST_PART));
        }
    }

    /** Takes an answer; returns its question, {@code null} if none such is open. */
    @Nullable
    Question onAck(long seqNo) {
        Question question = open.get(seqNo);
        if (question != null) {
            question.onAnswered();
            forgetUpTo(question, question.contact.gauge.isOutage());
        }
        return question;
    }

    /** A node is not asked any more. */
    void drop(Contact contact) {
        contact.questions.forEach(question -> open.remove(question.number));
        contact.questions.clear();
        if (contact.isPursued) {
            contact.isPursued = false;
            pursued.remove(contact);
        }
    }

    void stop() {
        turn.clear();
        open.clear();
        waiting.clear();
        pursued.clear();
    }

    void onTime(Now now) {
        if (attention.isBlocked()) {
            return;
        }
        for (Question oldest = waiting.peek(); oldest != null && isOverdue(oldest); oldest = waiting.peek()) {
            waiting.remove();
            if (!oldest.isAnswered() && open.containsKey(oldest.number)) {
                asking.onLost(now, oldest);
            }
        }
        askPursued(now);
        if (turn.isDue(now)) {
            Contact next = contacts.next(isLarge());
            if (next == null) {
                turn.clear();
            } else {
                ask(now, next);
                turn.set(now, gapNanos());
            }
        }
    }

    /** Tells whether not everybody is asked in each interval. */
    boolean isLarge() {
        return contacts.asked() > most;
    }

    /**
     * A node did not answer: in a large cluster it is asked again in an interval's time, if there is room.
     *
     * @return whether it is asked in each interval, so that its silence means something
     */
    boolean pursue(Contact contact) {
        if (!isLarge() || contact.isPursued) {
            return true;
        }
        if (pursued.size() >= Math.max(1, most / 2)) {
            return false;
        }
        contact.isPursued = true;
        contact.askAgainNanos = attention.nanos();
        pursued.addLast(contact);
        return true;
    }

    long nextDeadlineNanos() {
        if (attention.isBlocked()) {
            return Deadline.NEVER;
        }
        Question oldest = waiting.peek();
        Contact again = pursued.peek();
        long overdue = oldest == null ? Deadline.NEVER : oldest.heardNanos() + patienceNanos;
        long asked = again == null ? Deadline.NEVER : again.askAgainNanos;
        return Math.min(turn.atNanos(), attention.momentOf(Math.min(overdue, asked)));
    }

    private boolean isOverdue(Question question) {
        return question.isAnswered() || question.heardNanos() + patienceNanos <= attention.nanos();
    }

    private void askPursued(Now now) {
        for (Contact next = pursued.peek();
                next != null && next.askAgainNanos <= attention.nanos();
                next = pursued.peek()) {
            pursued.remove();
            if (next.isSilent() && isLarge()) {
                ask(now, next);
                next.askAgainNanos = attention.nanos() + intervalNanos;
                pursued.addLast(next);
            } else {
                next.isPursued = false;
            }
        }
    }

    private void ask(Now now, Contact contact) {
        number = (number + 1) & NUMBERS;
        Question question = new Question(FIRST_NUMBER | number, contact, now, attention.nanos());
        if (!asking.ask(contact, question.number)) {
            return;
        }
        contact.questions.addLast(question);
        open.put(question.number, question);
        waiting.addLast(question);
        if (contact.questions.size() > MOST_OPEN) {
            Question oldest = contact.questions.removeFirst();
            if (!oldest.isLost()) {
                asking.onLost(now, oldest);
            }
            open.remove(oldest.number);
        }
    }

    /**
     * With an answer, lost questions before it will hardly be answered any more; and those that still wait belong to an
     * outage, if it ends one.
     */
    private void forgetUpTo(Question answered, boolean isOutage) {
        Iterator<Question> all = answered.contact.questions.iterator();
        while (all.hasNext()) {
            Question question = all.next();
            if (question == answered || question.isLost() || isOutage) {
                all.remove();
                open.remove(question.number);
            }
            if (question == answered) {
                return;
            }
        }
    }

    private long gapNanos() {
        long even = intervalNanos / Math.max(1, Math.min(contacts.asked(), most));
        return Math.round(even * parts.random().nextDouble(LEAST_GAP, 1));
    }
}
