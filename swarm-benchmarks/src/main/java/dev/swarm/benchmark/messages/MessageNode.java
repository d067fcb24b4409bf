package dev.swarm.benchmark.messages;

import dev.swarm.benchmark.Commands;
import dev.swarm.benchmark.messages.Messenger.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A process with one end. It does what its standard input says, line by line, and ends with it. */
final class MessageNode {

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();
    private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

    private final MessageSubject subject;
    private final int index;
    private final List<Integer> ports;
    private final Count count = new Count();
    private @Nullable Messenger messenger;

    private MessageNode(MessageSubject subject, int index, List<Integer> ports) {
        this.subject = subject;
        this.index = index;
        this.ports = ports;
    }

    /** Runs an end: its subject, its index, and both ports, separated by a comma. */
    public static void main(String[] args) throws IOException {
        MessageNode node =
                new MessageNode(MessageSubject.valueOf(args[0]), Integer.parseInt(args[1]), Commands.ports(args[2]));
        Commands.serve(node::perform);
    }

    private Object perform(String command, long[] numbers) throws Exception {
        return switch (command) {
            case "open" -> open();
            case "ready" -> ready();
            case "ask" -> ask((int) numbers[0], (int) numbers[1]);
            case "flood" -> flood(numbers[0], (int) numbers[1]);
            case "received" -> received(numbers[0]);
            case "count" -> count.messages();
            default -> throw new IllegalArgumentException(command);
        };
    }

    private Messenger messenger() {
        if (messenger == null) {
            throw new IllegalStateException("not open");
        }
        return messenger;
    }

    private boolean open() {
        messenger = subject.open(index, ports, count);
        return true;
    }

    private boolean ready() {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!messenger().isReady() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return messenger().isReady();
    }

    private String ask(int times, int bytes) throws Exception {
        Histogram histogram = new Histogram(3);
        for (long nanos : messenger().ask(times, new byte[bytes])) {
            histogram.recordValue(nanos);
        }
        return histogram.getValueAtPercentile(50) + " " + histogram.getValueAtPercentile(99);
    }

    private String flood(long durationNanos, int bytes) throws Exception {
        long start = System.nanoTime();
        return start + " " + messenger().flood(durationNanos, new byte[bytes]);
    }

    /** Returns when so many had come, −1 if they do not in time. */
    private long received(long expected) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (count.messages() < expected && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return count.messages() < expected ? -1 : System.nanoTime();
    }
}
