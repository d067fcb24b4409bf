package dev.swarm.benchmark.messages;

import java.util.concurrent.atomic.LongAdder;

/** One of two ends: the first asks and sends, the second answers and counts. */
interface Messenger extends AutoCloseable {

    /** Tells whether the other end can be reached. */
    boolean isReady();

    /**
     * Asks one thing after the other, and waits for each answer.
     *
     * @return how long each took, in nanoseconds
     */
    long[] ask(int count, byte[] payload) throws Exception;

    /**
     * Sends as fast as the other end takes it.
     *
     * @return how many were sent
     */
    long flood(long durationNanos, byte[] payload) throws Exception;

    @Override
    void close();

    /** Counts what comes, on one thread. */
    final class Count {

        private final LongAdder messages = new LongAdder();
        private volatile long bytes;

        void add(int length) {
            messages.increment();
            bytes = length;
        }

        void add(long number, int length) {
            messages.add(number);
            bytes = length;
        }

        long messages() {
            return bytes < 0 ? -1 : messages.sum();
        }
    }
}
