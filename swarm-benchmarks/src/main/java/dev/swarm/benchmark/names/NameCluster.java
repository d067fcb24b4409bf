package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes of one subject, that names are spread over. */
final class NameCluster implements AutoCloseable {

    /** How long anything may take. */
    static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();

    private static final double SECOND = 1e9;

    private final NameSubject subject;
    private final List<Child> processes = new ArrayList<>();
    private int opened;
    private long registered;

    /**
     * Starts processes, none of which has opened its node yet.
     *
     * @param count how many
     * @param heap of each, as for {@code -Xmx}
     * @param logs directory for what they say
     */
    NameCluster(NameSubject subject, int count, String heap, Path logs) {
        this.subject = subject;
        List<Integer> ports = Child.freePorts(count);
        List<String> options = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(subject.javaOptions());
        for (int i = 0; i < count; i++) {
            processes.add(Child.start(new Child.Program(NameNode.class, options), subject.name(), i, ports, logs));
        }
    }

    /** Opens one more node; returns when that began. */
    long openNext() {
        return processes.get(opened++).askNumber("open");
    }

    /** Opens so many nodes, and waits until they know each other. */
    void open(int count) {
        while (opened < count) {
            long unused = openNext();
        }
        awaitAll();
    }

    /** Waits until all that are open know each other. */
    void awaitAll() {
        for (Child node : nodes()) {
            require(node.ask("members", opened, LIMIT_NANOS));
            if (subject.isOurs()) {
                require(node.ask("owners", opened, LIMIT_NANOS));
            }
        }
    }

    /** Registers more names at the first node; returns the seconds until each node finds each of them. */
    double spread(int count) {
        List<Child> others = nodes().subList(1, opened);
        others.forEach(node -> node.tell("visible", registered, count, LIMIT_NANOS));
        long start = node(0).askNumber("register", registered, count);
        node(0).tell("visible", registered, count, LIMIT_NANOS);
        double seconds = 0;
        for (Child node : nodes()) {
            seconds = Math.max(seconds, secondsSince(start, node.hear()));
        }
        registered += count;
        return seconds;
    }

    /** Returns the seconds from a start until a node finds all names. */
    double awaitNames(int index, long start) {
        return secondsSince(start, node(index).ask("visible", 0, registered, LIMIT_NANOS));
    }

    /** Returns a process. */
    Child node(int index) {
        return processes.get(index);
    }

    /** Returns how many names there are. */
    long registered() {
        return registered;
    }

    private List<Child> nodes() {
        return processes.subList(0, opened);
    }

    private static double secondsSince(long start, String answer) {
        long nanos = Long.parseLong(answer);
        return nanos < 0 ? Double.POSITIVE_INFINITY : (nanos - start) / SECOND;
    }

    /** Fails unless the answer is yes. */
    static void require(String answer) {
        if (!Boolean.parseBoolean(answer)) {
            throw new IllegalStateException("It took too long");
        }
    }

    @Override
    public void close() {
        processes.forEach(Child::close);
    }
}
