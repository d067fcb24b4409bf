package dev.swarm.engine.monitor;

import dev.swarm.engine.step.Now;

/** One ping that is on its way, or was. */
final class Question {

    private static final long OPEN = -1;

    final long number;
    final Contact contact;
    private final long sentNanos;
    private final long heardNanos;
    private long place = OPEN;
    private boolean answered;

    Question(long number, Contact contact, Now now, long heardNanos) {
        this.number = number;
        this.contact = contact;
        this.sentNanos = now.nanos();
        this.heardNanos = heardNanos;
    }

    /** Returns when it was asked, in monotonic nanoseconds. */
    long sentNanos() {
        return sentNanos;
    }

    /** Returns when it was asked, in the time of {@link Attention}. */
    long heardNanos() {
        return heardNanos;
    }

    /** It was not answered in time, and stands at a place among the lost ones. */
    void onLost(long among) {
        place = among;
    }

    void onAnswered() {
        answered = true;
    }

    boolean isLost() {
        return place != OPEN;
    }

    long place() {
        return place;
    }

    boolean isAnswered() {
        return answered;
    }
}
