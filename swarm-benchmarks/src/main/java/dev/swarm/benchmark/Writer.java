package dev.swarm.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;

/** Writes in the ways that are measured. */
public final class Writer {

    /** A thread that parks wakes up later than it asked, so the last bit is waited for awake. */
    private static final long AWAKE_NANOS = 150_000;

    private final Replica replica;

    Writer(Replica replica) {
        this.replica = replica;
    }

    /** Part of the work, of one of several threads. */
    @FunctionalInterface
    public interface Share {

        /** Does what falls to one of them. */
        void write(int writer, int writers) throws InterruptedException;
    }

    /** Ends after the first whole round over all keys that is complete when time is up. */
    private static final class Rounds extends Phaser {

        private final long endNanos;

        Rounds(int writers, long endNanos) {
            super(writers);
            this.endNanos = endNanos;
        }

        @Override
        protected boolean onAdvance(int phase, int parties) {
            return System.nanoTime() - endNanos >= 0;
        }
    }

    /** Writes updates, each when it is due; one that comes late does not move those after it. */
    void pace(long from, int count, long intervalNanos, long startNanos) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            await(startNanos + i * intervalNanos);
            put(from + i);
            replica.flush();
        }
    }

    /**
     * Writes updates as fast as the replica takes them, round after round over all keys.
     *
     * @return the number after the last one that was written
     */
    long flood(long from, long durationNanos) throws InterruptedException {
        Rounds rounds = new Rounds(replica.writers(), System.nanoTime() + durationNanos);
        share(replica.writers(), (writer, writers) -> {
            int round = 0;
            while (round >= 0) {
                for (int key = writer; key < Payload.KEYS; key += writers) {
                    put(from + (long) round * Payload.KEYS + key);
                }
                round = rounds.awaitAdvance(rounds.arrive());
            }
        });
        replica.flush();
        long complete = rounds.getPhase() & Integer.MAX_VALUE;
        return from + complete * Payload.KEYS;
    }

    /** Writes entities that were not there; gives up when time is up. */
    void fill(long number, int count, long limitNanos) throws InterruptedException {
        long end = System.nanoTime() + limitNanos;
        share(replica.writers(), (writer, writers) -> {
            for (int i = writer; i < count && System.nanoTime() - end < 0; i += writers) {
                replica.put(Payload.key(Payload.FILL + i), Payload.of(number));
            }
        });
        replica.flush();
    }

    private void put(long number) throws InterruptedException {
        replica.put(Payload.key((int) (number % Payload.KEYS)), Payload.of(number));
    }

    /** Has threads do their parts, and waits until all are done. */
    public static void share(int writers, Share share) throws InterruptedException {
        List<Callable<Boolean>> shares = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            shares.add(() -> {
                share.write(writer, writers);
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (Future<Boolean> done : threads.invokeAll(shares)) {
                boolean unused = done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(long dueNanos) {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
