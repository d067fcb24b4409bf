package dev.swarm.benchmark;

import dev.swarm.Swarm;
import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Sends critical messages to all other nodes in turn, again and again, and notes how long it takes until the word comes
 * back that a handler has taken them: to nodes that were there at the start, and to those that came later, which begin
 * cold. One that is not taken counts as the time that is waited for it.
 */
final class Criticals implements AutoCloseable {

    private static final int PAUSE_MILLIS = 2;
    private static final int WARM_ROUNDS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Swarm swarm;
    private final Set<NodeId> first;
    private final Histogram toFirst = new Histogram(3);
    private final Histogram toLater = new Histogram(3);
    private final Thread thread = new Thread(this::run, "criticals");
    private volatile boolean closed;

    Criticals(Swarm swarm) throws InterruptedException {
        this.swarm = swarm;
        this.first = swarm.topology().nodes().stream().map(Member::id).collect(Collectors.toUnmodifiableSet());
        warmUp();
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends and returns the longest times in nanoseconds: to those that were there, and to those that came. */
    String end() {
        close();
        return toFirst.getMaxValue() + " " + toLater.getMaxValue();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The very first messages tell how fast classes are loaded. */
    private void warmUp() throws InterruptedException {
        for (int i = 0; i < WARM_ROUNDS; i++) {
            round(0);
        }
        toFirst.reset();
    }

    private void round(int pauseMillis) throws InterruptedException {
        for (Member member : swarm.topology().nodes()) {
            if (!member.id().equals(swarm.view().self())) {
                deliver(member);
                Thread.sleep(pauseMillis);
            }
        }
    }

    private void run() {
        try {
            while (!closed) {
                round(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Member member) {
        Histogram nanos = first.contains(member.id()) ? toFirst : toLater;
        long start = System.nanoTime();
        try {
            swarm.comms()
                    .deliver(member.id(), Payload.of(0), Priority.CRITICAL, PATIENCE)
                    .join();
            nanos.recordValue(System.nanoTime() - start);
        } catch (CompletionException e) {
            System.err.println("A critical message was not taken: " + e);
            nanos.recordValue(PATIENCE.toNanos());
        }
    }
}
