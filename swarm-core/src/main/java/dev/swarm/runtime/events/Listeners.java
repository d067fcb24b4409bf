package dev.swarm.runtime.events;

import dev.swarm.api.event.SwarmEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to hear of events; outlives the nodes whose events it tells, so that a restart loses no listener.
 *
 * <p>Each listener gets each event once, however often it is subscribed, in the order of its first subscription. One
 * that throws is logged with the event and counted, and the others are told all the same.
 */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** How often each listener is subscribed; guarded by itself. */
    private final Map<Consumer<? super SwarmEvent>, Integer> subscriptions = new LinkedHashMap<>();

    /** Those that are told by executors of their own. */
    private final List<Courier> couriers = new CopyOnWriteArrayList<>();

    private final AtomicLong dispatched = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile List<Consumer<? super SwarmEvent>> current = List.of();
    private volatile @Nullable Consumer<? super SwarmEvent> running;

    /**
     * Adds a listener.
     *
     * @return takes back this one subscription; idempotent
     */
    public Runnable add(Consumer<? super SwarmEvent> listener) {
        synchronized (subscriptions) {
            subscriptions.merge(listener, 1, Integer::sum);
            current = new ArrayList<>(subscriptions.keySet());
        }
        AtomicBoolean taken = new AtomicBoolean();
        return () -> {
            if (taken.compareAndSet(false, true)) {
                remove(listener);
            }
        };
    }

    /**
     * Adds a listener that is told by an executor of its own instead of the thread of events, in order and one event at
     * a time. An executor that runs tasks at once makes it part of the protocol's thread.
     *
     * @param first run by the executor before all events, {@code null} for nothing
     * @return takes the listener out; idempotent
     */
    public Runnable add(Consumer<? super SwarmEvent> listener, Executor executor, @Nullable Runnable first) {
        Courier courier = new Courier(listener, executor, first, this);
        couriers.add(courier);
        return () -> {
            courier.close();
            couriers.remove(courier);
        };
    }

    /** Hands an event to the listeners with executors of their own; on the protocol's thread. */
    void hand(SwarmEvent event) {
        // mostly there is none, and there may be a hundred thousand events a second
        if (isAnyCourier()) {
            couriers.forEach(courier -> courier.offer(event));
        }
    }

    /** Tells all listeners, one after the other, on the caller's thread. Never throws for what a listener does. */
    public void tell(SwarmEvent event) {
        for (Consumer<? super SwarmEvent> listener : current) {
            running = listener;
            try {
                listener.accept(event);
            } catch (Throwable e) {
                failures.incrementAndGet();
                LOG.warn("A listener failed and is skipped for this event: {} on {}", listener, event, e);
            } finally {
                running = null;
            }
        }
        dispatched.incrementAndGet();
    }

    /** Tells whether anybody is told by an executor of its own. */
    boolean isAnyCourier() {
        return !couriers.isEmpty();
    }

    /** Tells whether anybody listens. */
    boolean isAnybody() {
        return !current.isEmpty();
    }

    /** Returns how many events were handed to all listeners. */
    public long dispatched() {
        return dispatched.get();
    }

    /** Returns how many events no listener has seen. */
    public long dropped() {
        return dropped.get();
    }

    /** Returns how often a listener threw. */
    public long failures() {
        return failures.get();
    }

    /** Counts a listener that threw. */
    void onFailed() {
        failures.incrementAndGet();
    }

    /** Counts an event that no listener will see. */
    void onDropped() {
        dropped.incrementAndGet();
    }

    /** Returns the listener that is being told something now, for people who look for the one that blocks. */
    @Nullable
    Consumer<? super SwarmEvent> running() {
        return running;
    }

    private void remove(Consumer<? super SwarmEvent> listener) {
        synchronized (subscriptions) {
            subscriptions.computeIfPresent(listener, (key, count) -> count == 1 ? null : count - 1);
            current = new ArrayList<>(subscriptions.keySet());
        }
    }
}
