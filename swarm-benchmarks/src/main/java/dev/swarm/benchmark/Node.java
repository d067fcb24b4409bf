package dev.swarm.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A process with one replica. It does what its standard input says, line by line, answers each with one line, and ends
 * with its input, so that none outlives the runner.
 */
final class Node {

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final Subject subject;
    private final int index;
    private final List<Integer> ports;
    private @Nullable Replica replica;
    private volatile Replica.Listener listener = (key, value) -> {};
    private Arrivals arrivals = new Arrivals(0, 0);
    private @Nullable Criticals criticals;

    private Node(Subject subject, int index, List<Integer> ports) {
        this.subject = subject;
        this.index = index;
        this.ports = ports;
    }

    /** Runs a node: its subject, its index, and the ports of all nodes, separated by commas. */
    public static void main(String[] args) throws IOException {
        Node node = new Node(Subject.valueOf(args[0]), Integer.parseInt(args[1]), Commands.ports(args[2]));
        Commands.serve(node::perform);
    }

    private Object perform(String command, long[] numbers) throws Exception {
        return switch (command) {
            case "open" -> open();
            case "members" -> new Reader(replica()).members((int) numbers[0], numbers[1]);
            case "watch" -> watch(numbers[0], (int) numbers[1]);
            case "pace" -> pace(numbers);
            case "arrivals" -> arrivals.await(numbers[0]) == 0 ? arrivals.encode() : "";
            case "flood" -> flood(numbers[0], numbers[1]);
            case "updated" -> new Reader(replica()).updated(numbers[0], numbers[1]);
            case "fill" -> fill(numbers[0], (int) numbers[1], numbers[2]);
            case "filled" -> new Reader(replica()).filled(numbers[0], (int) numbers[1], numbers[2]);
            case "churn" -> churn((int) numbers[0]);
            case "empty" -> empty(numbers[0]);
            case "heap" -> Heap.used();
            case "urge" -> urge();
            case "urged" -> urged();
            default -> throw new IllegalArgumentException(command);
        };
    }

    private Replica replica() {
        if (replica == null) {
            throw new IllegalStateException("not open");
        }
        return replica;
    }

    private long open() throws Exception {
        long start = System.nanoTime();
        replica = subject.open(index, ports, (key, value) -> listener.onChange(key, value));
        return start;
    }

    private long watch(long from, int count) {
        arrivals = new Arrivals(from, count);
        listener = arrivals;
        return System.nanoTime();
    }

    private long pace(long[] numbers) throws InterruptedException {
        new Writer(replica()).pace(numbers[0], (int) numbers[1], numbers[2], numbers[3]);
        return System.nanoTime();
    }

    private String flood(long from, long durationNanos) throws InterruptedException {
        long start = System.nanoTime();
        return start + " " + new Writer(replica()).flood(from, durationNanos);
    }

    private long fill(long number, int count, long limitNanos) throws InterruptedException {
        long start = System.nanoTime();
        new Writer(replica()).fill(number, count, limitNanos);
        return start;
    }

    /** Adds and removes entities, one key after the other, so many times. */
    private long churn(int pairs) {
        for (int i = 0; i < pairs; i++) {
            String key = Payload.key(i % Payload.KEYS);
            ours().put(key, Payload.of(i));
            ours().remove(key);
        }
        return System.nanoTime();
    }

    /** Waits until no entity is left. */
    private boolean empty(long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        while (ours().size() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return ours().size() == 0;
    }

    private long urge() throws InterruptedException {
        criticals = ours().criticals();
        return System.nanoTime();
    }

    /** Returns the longest time that a critical message took, to those that were there and to those that came. */
    private String urged() {
        return criticals == null ? "0 0" : criticals.end();
    }

    private SwarmReplica ours() {
        return (SwarmReplica) replica();
    }
}
