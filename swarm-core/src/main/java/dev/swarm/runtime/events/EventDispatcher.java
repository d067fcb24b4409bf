package dev.swarm.runtime.events;

import dev.swarm.api.event.SwarmEvent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the events of one node to the listeners, in order, on one daemon thread of its own.
 *
 * <p>The protocol's thread only puts events into a queue and never waits. When the queue is full because a listener
 * blocks, the oldest event gives way: the newest say how things are now, and whoever needs the whole picture reads
 * the view. Each loss is counted, and a warning at most every ten seconds names the listener that blocks.
 */
public final class EventDispatcher {

    /** Most events that wait. */
    public static final int CAPACITY = 8192;

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final long WARNING_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Parcel END = new Parcel(null, null);

    private final Listeners listeners;
    private final BlockingQueue<Parcel> queue;
    private final AtomicInteger waitingTasks = new AtomicInteger();
    private final Queue<Runnable> overtaken = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final String node;
    private final AtomicLong nextWarningNanos = new AtomicLong(System.nanoTime());
    private volatile boolean abandoned;

    /** What travels through the queue: an event, a task, or the end. */
    private record Parcel(
            @Nullable SwarmEvent event, @Nullable Runnable task) {}

    /**
     * Makes one with the usual capacity; its thread starts with {@link #start()}.
     *
     * @param node name of the node, for the thread's name
     */
    public EventDispatcher(String node, Listeners listeners) {
        this(node, listeners, CAPACITY);
    }

    EventDispatcher(String node, Listeners listeners, int capacity) {
        this.node = node;
        this.listeners = listeners;
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.thread = new Thread(this::deliver, "swarm-events-" + node);
        this.thread.setDaemon(true);
    }

    /** Begins to deliver. */
    public void start() {
        thread.start();
    }

    /**
     * Queues an event, if anybody listens or a task before it may make somebody listen; never blocks. Listeners with
     * executors of their own get it at once.
     */
    public void offer(SwarmEvent event) {
        listeners.hand(event);
        if (isWaitedFor()) {
            put(new Parcel(event, null));
        }
    }

    /** Tells whether anybody hears of an event that is offered now. */
    public boolean isHeard() {
        return listeners.isAnyCourier() || isWaitedFor();
    }

    private boolean isWaitedFor() {
        return listeners.isAnybody() || waitingTasks.get() != 0;
    }

    /** Queues a task between two events; it is run even if events around it are lost. */
    public void run(Runnable task) {
        waitingTasks.incrementAndGet();
        put(new Parcel(null, task));
    }

    /**
     * Ends: what is queued is still delivered, for a limited time. Then the listener that blocks is interrupted, and
     * none is called any more. Called by a listener it does not wait for itself.
     */
    public void close(Duration limit) {
        put(END);
        if (isCurrent() || !thread.isAlive()) {
            return;
        }
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            abandoned = true;
            LOG.warn("Node {} stops without its last events: listener {} does not return", node, listeners.running());
            thread.interrupt();
        }
    }

    /** Tells whether this dispatcher's thread calls, which is to say: a listener. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private void put(Parcel parcel) {
        while (!queue.offer(parcel)) {
            Parcel oldest = queue.poll();
            if (oldest != null && oldest.task() != null) {
                overtaken.add(oldest.task());
            } else if (oldest != null && oldest.event() != null) {
                listeners.onDropped();
                warn();
            }
        }
    }

    private void warn() {
        long now = System.nanoTime();
        long due = nextWarningNanos.get();
        if (now - due >= 0 && nextWarningNanos.compareAndSet(due, now + WARNING_INTERVAL_NANOS)) {
            LOG.warn(
                    "The queue of {} events of node {} is full and loses the oldest ({} so far): listener {} blocks",
                    queue.size(),
                    node,
                    listeners.dropped(),
                    listeners.running());
        }
    }

    private void deliver() {
        while (!abandoned) {
            Parcel parcel;
            try {
                parcel = queue.take();
            } catch (InterruptedException e) {
                LOG.debug("Thread {} was interrupted by a listener's doing, and goes on", thread.getName());
                continue;
            }
            for (Runnable task = overtaken.poll(); task != null; task = overtaken.poll()) {
                perform(task);
            }
            if (parcel.task() != null) {
                perform(parcel.task());
            } else if (parcel.event() != null) {
                listeners.tell(parcel.event());
            } else {
                return;
            }
        }
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.warn("A listener of node {} failed when it was told what is there", node, e);
        } finally {
            waitingTasks.decrementAndGet();
        }
    }
}
