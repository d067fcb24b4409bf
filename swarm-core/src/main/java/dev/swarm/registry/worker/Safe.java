package dev.swarm.registry.worker;

import dev.swarm.api.TrafficCounter;
import dev.swarm.api.registry.WorkerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The user's store: one name is never saved and loaded at once, and what it throws harms nobody. Nothing without one.
 */
final class Safe {

    private static final int STRIPES = 64;

    private final @Nullable WorkerStore store;
    private final Counts counts;
    private final Complaints complaints;
    private final List<ReentrantLock> locks = new ArrayList<>();

    Safe(@Nullable WorkerStore store, Counts counts, Complaints complaints) {
        this.store = store;
        this.counts = counts;
        this.complaints = complaints;
        for (int i = 0; i < STRIPES; i++) {
            locks.add(new ReentrantLock());
        }
    }

    /** Tells whether there is a store. */
    boolean isThere() {
        return store != null;
    }

    /** Saves, or forgets; a failure is logged and counted. */
    void save(String name, long token, byte @Nullable [] state) {
        WorkerStore to = store;
        if (to == null) {
            return;
        }
        ReentrantLock lock = lock(name);
        lock.lock();
        try {
            to.save(name, token, state);
        } catch (Exception e) {
            counts.increment(TrafficCounter.WORKER_STORE_FAILURES);
            complaints.of(name, "could not be saved", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns what was saved, {@code null} if nothing was.
     *
     * @throws Exception what the store throws
     */
    byte @Nullable [] load(String name) throws Exception {
        WorkerStore from = store;
        if (from == null) {
            return null;
        }
        ReentrantLock lock = lock(name);
        lock.lock();
        try {
            return from.load(name);
        } catch (Exception e) {
            counts.increment(TrafficCounter.WORKER_STORE_FAILURES);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(String name) {
        return locks.get(Math.floorMod(name.hashCode(), STRIPES));
    }
}
