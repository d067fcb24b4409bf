package dev.swarm.registry.worker;

import dev.swarm.registry.mail.Mail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where everything for one worker object waits, and is done one after the other: orders first, in their order, then
 * messages in theirs, while the desk is open. At most one task of the crew stands for all that waits, so a worker that
 * blocks takes one thread and holds up nobody else.
 */
final class Desk {

    /** So much is done at a stretch before others have their turn, where threads are few. */
    private static final int STRETCH = 128;

    private final Executor crew;
    private final int capacity;
    private final long capacityBytes;
    private final Job job;

    /** Of most workers nothing waits, and there may be very many: there is a queue from the first that does. */
    private @Nullable Deque<Order> orders;

    private @Nullable Deque<Mail> mail;
    private @Nullable Order last;
    private @Nullable Mail present;
    private @Nullable Thread thread;
    private long mailBytes;
    private long calls;
    private boolean open;
    private boolean closed;
    private boolean over;
    private boolean running;

    /**
     * Makes one that is not open.
     *
     * @param crew whose threads may block
     * @param capacity most messages that wait
     * @param capacityBytes most bytes of them, but for one that finds nothing before it
     */
    Desk(Executor crew, int capacity, long capacityBytes, Job job) {
        this.crew = crew;
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
        this.job = job;
    }

    /** What is done with a message. */
    @FunctionalInterface
    interface Job {

        /** Has the worker handle it. Does not throw. */
        void handle(Mail mail);

        /** All that waited is done, and nothing runs unless it came just now. Does not throw. */
        default void onIdle() {}
    }

    /** Whether a message was taken. */
    enum Put {
        /** It was. */
        TAKEN,
        /** There is no room. */
        FULL,
        /** The worker takes none any more. */
        CLOSED
    }

    /** Puts an order behind those that wait. */
    void order(Order order) {
        boolean dropped;
        synchronized (this) {
            dropped = over;
            if (!dropped) {
                orders = withRoom(orders);
                orders.addLast(order);
            }
        }
        if (dropped) {
            order.drop("the worker lives no longer");
        } else {
            start();
        }
    }

    /** Takes no message any more; the order is done when those that wait are handled, or can be no more. */
    void orderLast(Order order) {
        boolean dropped;
        synchronized (this) {
            closed = true;
            dropped = over;
            last = over ? last : order;
        }
        if (dropped) {
            order.drop("the worker lives no longer");
        } else {
            start();
        }
    }

    /** Puts a message behind those that wait. */
    Put put(Mail message) {
        synchronized (this) {
            if (closed) {
                return Put.CLOSED;
            }
            mail = withRoom(mail);
            boolean full = mail.size() >= capacity || mailBytes + message.length() > capacityBytes;
            if (full && !mail.isEmpty() && !message.isOwn()) {
                return Put.FULL;
            }
            mail.addLast(message);
            mailBytes += message.length();
        }
        start();
        return Put.TAKEN;
    }

    /** Puts messages before all others, whatever there is room for. */
    void putFirst(List<Mail> earlier) {
        synchronized (this) {
            mail = withRoom(mail);
            for (int i = earlier.size() - 1; i >= 0; i--) {
                mail.addFirst(earlier.get(i));
                mailBytes += earlier.get(i).length();
            }
        }
        start();
    }

    /** Messages are handled from now on, or wait. */
    void setOpen(boolean value) {
        synchronized (this) {
            open = value;
        }
        start();
    }

    /** Takes no message any more. */
    synchronized void close() {
        closed = true;
    }

    /** Takes no message any more if none waits and nothing is done; returns whether that is so. */
    synchronized boolean closeIfIdle() {
        boolean isIdle = !running && isEmpty(mail) && isEmpty(orders);
        closed |= isIdle;
        return isIdle;
    }

    /** Returns the messages that wait and fit, which are here no longer. */
    synchronized List<Mail> take(Predicate<Mail> which) {
        List<Mail> taken = new ArrayList<>();
        for (Iterator<Mail> all = withRoom(mail).iterator(); all.hasNext(); ) {
            Mail next = all.next();
            if (which.test(next)) {
                taken.add(next);
                mailBytes -= next.length();
                all.remove();
            }
        }
        return taken;
    }

    /** Nothing is done any more but for what is being done; orders that wait are dropped, messages wait on. */
    void end(String why) {
        List<Order> dropped;
        synchronized (this) {
            over = true;
            dropped = orders == null ? new ArrayList<>() : new ArrayList<>(orders);
            if (last != null) {
                dropped.add(last);
            }
            orders = null;
            last = null;
        }
        dropped.forEach(order -> order.drop(why));
    }

    /**
     * As {@link #end}, and interrupts what is being done, which nobody waits for any more.
     *
     * @return the message that is being handled, {@code null} if there is none
     */
    @Nullable
    Mail abandon(String why) {
        Mail unfinished;
        synchronized (this) {
            over = true;
            unfinished = present;
            Thread current = thread;
            if (current != null) {
                current.interrupt();
            }
        }
        end(why);
        return unfinished;
    }

    /** Returns how many calls have begun so far: one that is stuck lets it stand still. */
    synchronized long calls() {
        return calls;
    }

    private static <T> Deque<T> withRoom(@Nullable Deque<T> queue) {
        return queue == null ? new ArrayDeque<>(1) : queue;
    }

    private static boolean isEmpty(@Nullable Deque<?> queue) {
        return queue == null || queue.isEmpty();
    }

    private void start() {
        synchronized (this) {
            if (running || !hasWork()) {
                return;
            }
            running = true;
        }
        submit();
    }

    private void submit() {
        try {
            crew.execute(this::run);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                running = false;
                closed = true;
            }
            end("the node has stopped");
        }
    }

    private boolean hasWork() {
        boolean isEnding = last != null && (isEmpty(mail) || !open);
        boolean hasMail = open && !isEmpty(mail);
        return !over && (!isEmpty(orders) || isEnding || hasMail);
    }

    private void run() {
        for (int i = 0; i < STRETCH; i++) {
            Runnable next = next();
            if (next == null) {
                job.onIdle();
                return;
            }
            next.run();
        }
        synchronized (this) {
            rest();
            running = true;
        }
        submit();
    }

    private synchronized @Nullable Runnable next() {
        rest();
        if (!hasWork()) {
            running = false;
            return null;
        }
        thread = Thread.currentThread();
        calls++;
        Order order = orders == null ? null : orders.pollFirst();
        // orders are few, and most workers never have another one
        orders = isEmpty(orders) ? null : orders;
        if (order == null && open) {
            Mail message = mail == null ? null : mail.pollFirst();
            if (message != null) {
                present = message;
                mailBytes -= message.length();
                return () -> job.handle(message);
            }
        }
        if (order == null) {
            order = last;
            last = null;
        }
        return order == null ? null : order::run;
    }

    /** An interrupt was meant for the call that is over, not for what this thread does next. */
    private void rest() {
        present = null;
        if (thread != null) {
            thread = null;
            boolean unused = Thread.interrupted();
        }
    }
}
