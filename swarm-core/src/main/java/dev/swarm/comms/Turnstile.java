package dev.swarm.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one sender at one priority on their way to handlers: one after the other, whichever executors call them.
 * At most one task stands for all that waits, so a handler that blocks takes one thread and holds up its own lane only.
 */
final class Turnstile {

    /** What a sender may have under way when it is asked to stop: a window of the shortest messages. */
    private static final int UNDER_WAY = 512 * 1024;

    final NodeId from;
    final Priority priority;

    private final Reception reception;
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean running;
    private boolean held;

    Turnstile(Reception reception, NodeId from, Priority priority) {
        this.reception = reception;
        this.from = from;
        this.priority = priority;
    }

    /** Whether a message was taken. */
    enum Taken {
        /** It was, and more are welcome. */
        WELCOME,
        /** It was, but no more until the sender is released. */
        LAST,
        /** It was not: there is no room. */
        NONE
    }

    /** Tells whether nothing waits and no handler runs, so that one may be called at once; the caller runs it. */
    synchronized boolean isFree() {
        return !running;
    }

    /** Takes a message; one that came directly nearly always, as its sender has been asked to stop before. */
    Taken take(Parcel parcel) {
        Taken taken;
        boolean start;
        synchronized (this) {
            boolean full = waiting.size() >= reception.capacity() || waitingBytes >= reception.capacityBytes();
            boolean mayStop = parcel.envelope().relay() == null;
            if (full && (!mayStop || waiting.size() >= reception.capacity() + UNDER_WAY)) {
                return Taken.NONE;
            }
            waiting.addLast(parcel);
            waitingBytes += parcel.length();
            held |= full && mayStop;
            taken = held ? Taken.LAST : Taken.WELCOME;
            start = !running;
            running = true;
        }
        if (start) {
            start(parcel);
        }
        return taken;
    }

    /** Nobody is called any more; returns how many waited. */
    synchronized int clear() {
        int count = waiting.size();
        waiting.clear();
        waitingBytes = 0;
        return count;
    }

    private void start(Parcel first) {
        Executor executor = reception.executorOf(first.handler());
        try {
            executor.execute(() -> run(executor));
        } catch (RejectedExecutionException e) {
            reception.onRejected(this, clearAndStop());
        }
    }

    private synchronized int clearAndStop() {
        running = false;
        return clear();
    }

    private void run(Executor executor) {
        for (Parcel next = next(executor); next != null; next = next(executor)) {
            reception.perform(next.handler(), next.envelope(), next.content());
        }
    }

    /** Takes the next message if the same executor calls its handler; else hands over to the other one. */
    private @Nullable Parcel next(Executor executor) {
        Parcel next;
        boolean mine;
        boolean release;
        synchronized (this) {
            next = waiting.peekFirst();
            mine = next != null && reception.executorOf(next.handler()) == executor;
            if (mine) {
                waiting.removeFirst();
                waitingBytes -= next.length();
            }
            running = next != null;
            boolean few = 2 * waiting.size() <= reception.capacity();
            release = held && few && 2 * waitingBytes <= reception.capacityBytes();
            held &= !release;
        }
        if (release) {
            reception.release(this);
        }
        if (next != null && !mine) {
            start(next);
        }
        return mine ? next : null;
    }
}
