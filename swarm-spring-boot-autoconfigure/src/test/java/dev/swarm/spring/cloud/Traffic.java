package dev.swarm.spring.cloud;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Requests one after the other, each by the next of several clients, as long as it is not closed. One that fails
 * is tried again, as applications do; each attempt is noted.
 */
final class Traffic implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final long PAUSE_NANOS = 5_000_000;

    private final List<Supplier<String>> clients;
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean open = true;

    /**
     * One attempt of a request.
     *
     * @param client number of the client
     * @param nanos when it began, by the system's monotonic clock
     * @param answer name of the node that answered, empty if none did
     */
    record Attempt(int client, long nanos, String answer) {

        boolean failed() {
            return answer.isEmpty();
        }
    }

    /**
     * A request of which every attempt failed.
     *
     * @param client number of the client
     * @param nanos when its first attempt began
     * @param reason why the last one failed
     */
    record Failure(int client, long nanos, String reason) {}

    Traffic(List<Supplier<String>> clients) {
        this.clients = clients;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the attempts that began at that time or later. */
    List<Attempt> since(long nanos) {
        return attempts.stream().filter(attempt -> attempt.nanos - nanos >= 0).toList();
    }

    /** Tells whether each client was answered by that node. */
    boolean reached(String node) {
        return attempts.stream()
                        .filter(attempt -> attempt.answer.equals(node))
                        .map(Attempt::client)
                        .distinct()
                        .count()
                == clients.size();
    }

    /** Returns when the first attempt began that this node answered. */
    long firstAnswer(String node) {
        return attempts.stream()
                .filter(attempt -> attempt.answer.equals(node))
                .mapToLong(Attempt::nanos)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the requests since then of which every attempt failed. */
    List<Failure> failedRequests(long nanos) {
        return failures.stream().filter(failure -> failure.nanos - nanos >= 0).toList();
    }

    @Override
    public void close() {
        open = false;
    }

    private void run() {
        for (int i = 0; open; i++) {
            request(i % clients.size());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void request(int client) {
        String reason = "";
        long first = System.nanoTime();
        for (int i = 0; i < ATTEMPTS; i++) {
            long begin = System.nanoTime();
            try {
                attempts.add(new Attempt(client, begin, clients.get(client).get()));
                return;
            } catch (RuntimeException failure) {
                attempts.add(new Attempt(client, begin, ""));
                reason = failure.toString();
            }
        }
        failures.add(new Failure(client, first, reason));
    }
}
