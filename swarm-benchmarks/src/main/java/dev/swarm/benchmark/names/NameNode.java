package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Commands;
import dev.swarm.benchmark.Heap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A process with one node of a directory. It does what its standard input says, line by line, and ends with it. */
final class NameNode {

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final NameSubject subject;
    private final int index;
    private final List<Integer> ports;
    private @Nullable NameBook book;
    private Places places = new Places(new byte[0]);

    private NameNode(NameSubject subject, int index, List<Integer> ports) {
        this.subject = subject;
        this.index = index;
        this.ports = ports;
    }

    /** Runs a node: its subject, its index, and the ports of all nodes, separated by commas. */
    public static void main(String[] args) throws IOException {
        NameNode node = new NameNode(NameSubject.valueOf(args[0]), Integer.parseInt(args[1]), Commands.ports(args[2]));
        Commands.serve(node::perform);
    }

    private Object perform(String command, long[] numbers) throws Exception {
        return switch (command) {
            case "open" -> open();
            case "members" -> await(() -> book().members() >= numbers[0], numbers[1]);
            case "owners" -> await(() -> ours().owners() == numbers[0], numbers[1]);
            case "register" -> register(numbers[0], (int) numbers[1]);
            case "visible" -> visible(numbers[0], (int) numbers[1], numbers[2]);
            case "look-ups" -> new LookUps(book(), numbers[0], (int) numbers[1]).measure();
            case "note" -> note(numbers[0], (int) numbers[1]);
            case "settled" -> settled(numbers[0], (int) numbers[1], numbers[2]);
            case "moves" -> places.compare(Places.of(ours(), numbers[0], (int) numbers[1]), (int) numbers[2]);
            case "heap" -> Heap.used();
            default -> throw new IllegalArgumentException(command);
        };
    }

    private NameBook book() {
        if (book == null) {
            throw new IllegalStateException("not open");
        }
        return book;
    }

    private SwarmNames ours() {
        return (SwarmNames) book();
    }

    private long open() throws Exception {
        long start = System.nanoTime();
        book = subject.open(index, ports);
        return start;
    }

    private static boolean await(BooleanSupplier wanted, long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private long register(long first, int count) throws Exception {
        long start = System.nanoTime();
        book().register(first, count);
        return start;
    }

    /** Looks for each name until it is there; returns when the last one was, −1 if time was up before. */
    private long visible(long first, int count, long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        for (long i = first; i < first + count; i++) {
            String name = NameBook.name(i);
            while (book().find(name) == null) {
                if (System.nanoTime() - end > 0) {
                    return -1;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return System.nanoTime();
    }

    private int note(long first, int count) {
        places = Places.of(ours(), first, count);
        return count;
    }

    /** Waits until each name lives, and no name has another place than two seconds before. */
    private boolean settled(long first, int count, long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        Places last = Places.of(ours(), first, count);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            Places latest = Places.of(ours(), first, count);
            if (latest.equals(last) && latest.isComplete()) {
                return true;
            }
            last = latest;
        }
        return false;
    }
}
