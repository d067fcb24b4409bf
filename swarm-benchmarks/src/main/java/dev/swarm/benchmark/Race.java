package dev.swarm.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.HdrHistogram.Histogram;

/** One run of one subject: fresh processes, warmed up, then all measures one after the other. */
final class Race implements AutoCloseable {

    /** How many entities are written to see how long they take to be everywhere. */
    static final int ENTITIES = 100_000;

    private static final int NODES = 3;

    /** What is run a thousand times in a second is compiled for good after so long; before, compilers are measured. */
    private static final int WARM_PACED = 25_000;

    private static final int PACED = 5_000;
    private static final long PACE_NANOS = 1_000_000;
    private static final long WARM_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long FLOOD_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long LEAD_NANOS = Duration.ofMillis(300).toNanos();
    private static final long LIMIT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double SECOND = 1e9;
    private static final double MILLI = 1e6;

    private final List<Child> nodes = new ArrayList<>();
    private final Child late;
    private final List<Integer> ports;
    private final boolean answersPings;
    private long next;

    private Race(Subject subject, Path logs) {
        answersPings = subject.answersPings();
        List<Integer> all = Child.freePorts(NODES + 1);
        ports = all.subList(0, NODES);
        for (int i = 0; i < NODES; i++) {
            nodes.add(Child.start(subject, i, ports, "1g", logs));
        }
        late = Child.start(subject, NODES, all, "1g", logs);
    }

    /**
     * Runs it.
     *
     * @param logs directory for what the processes say
     */
    static Result run(Subject subject, Path logs) {
        try (Race race = new Race(subject, logs)) {
            return race.run();
        }
    }

    private Result run() {
        for (Child node : nodes) {
            String unused = node.ask("open");
        }
        for (Child node : nodes) {
            if (!Boolean.parseBoolean(node.ask("members", NODES, 3 * LIMIT_NANOS))) {
                throw new IllegalStateException("The nodes have not found each other");
            }
        }
        double unusedRate = flood(WARM_NANOS);
        Histogram unusedLatency = pace(WARM_PACED);
        Histogram latency = pace(PACED);
        double rate = flood(FLOOD_NANOS);
        Watched fill = watch(this::fill);
        Watched join = Double.isInfinite(fill.seconds) ? fill : watch(this::join);
        boolean complete = latency.getTotalCount() == PACED;
        return new Result(
                complete ? latency.getValueAtPercentile(50) / MILLI : Double.POSITIVE_INFINITY,
                complete ? latency.getValueAtPercentile(99) / MILLI : Double.POSITIVE_INFINITY,
                rate,
                fill.seconds,
                join.seconds,
                fill.heartbeatMillis,
                join.heartbeatMillis,
                join.criticalMillis,
                join.laterMillis);
    }

    /**
     * How long something took, and how long the longest answer to a ping and the longest delivery of a critical message
     * meanwhile, to nodes that were there and to one that came; infinite if nobody answers.
     */
    private record Watched(double seconds, double heartbeatMillis, double criticalMillis, double laterMillis) {

        private static Watched of(double seconds) {
            return new Watched(seconds, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
    }

    private Watched watch(DoubleSupplier measure) {
        if (!answersPings) {
            return Watched.of(measure.getAsDouble());
        }
        try (Heartbeats heartbeats = new Heartbeats(ports)) {
            Child urging = nodes.get(NODES - 1);
            String unused = urging.ask("urge");
            double seconds = measure.getAsDouble();
            String[] urged = urging.ask("urged").split(" ", -1);
            return new Watched(
                    seconds, heartbeats.end(), Long.parseLong(urged[0]) / MILLI, Long.parseLong(urged[1]) / MILLI);
        }
    }

    /** Returns the latencies in nanoseconds, none if an update did not arrive in time. */
    private Histogram pace(int count) {
        long from = next;
        next += count;
        readers().forEach(reader -> reader.ask("watch", from, count));
        long start = System.nanoTime() + LEAD_NANOS;
        String unused = writer().ask("pace", from, count, PACE_NANOS, start);
        readers().forEach(reader -> reader.tell("arrivals", LIMIT_NANOS));
        List<long[]> arrivals =
                readers().stream().map(Child::hear).map(Arrivals::decode).toList();
        readers().forEach(reader -> reader.ask("watch", 0, 0));
        Histogram histogram = new Histogram(3);
        if (arrivals.stream().allMatch(times -> times.length == count)) {
            for (int i = 0; i < count; i++) {
                int update = i;
                long last = arrivals.stream()
                        .mapToLong(times -> times[update])
                        .max()
                        .orElseThrow();
                histogram.recordValue(Math.max(0, last - (start + i * PACE_NANOS)));
            }
        }
        return histogram;
    }

    /** Returns updates per second until all nodes agree, 0 if they do not in time. */
    private double flood(long durationNanos) {
        long from = next;
        String[] answer = writer().ask("flood", from, durationNanos).split(" ", -1);
        next = Long.parseLong(answer[1]);
        nodes.forEach(node -> node.tell("updated", next, LIMIT_NANOS));
        double seconds = last(Long.parseLong(answer[0]), nodes);
        return (next - from) / seconds;
    }

    /** Returns the seconds until all nodes have all entities. */
    private double fill() {
        readers().forEach(node -> node.tell("filled", next, ENTITIES, LIMIT_NANOS));
        long start = writer().askNumber("fill", next, ENTITIES, LIMIT_NANOS);
        writer().tell("filled", next, ENTITIES, LIMIT_NANOS);
        return last(start, nodes);
    }

    /** Returns the seconds from the start of the library on an empty node until it has everything. */
    private double join() {
        long start = late.askNumber("open");
        late.tell("filled", next, ENTITIES, LIMIT_NANOS);
        double entities = last(start, List.of(late));
        late.tell("updated", next, LIMIT_NANOS);
        return Math.max(entities, last(start, List.of(late)));
    }

    /** Returns the seconds from a start to the last of some answers; infinite if one is that time was up. */
    private static double last(long start, List<Child> of) {
        double seconds = 0;
        for (Child child : of) {
            long nanos = Long.parseLong(child.hear());
            seconds = Math.max(seconds, nanos < 0 ? Double.POSITIVE_INFINITY : (nanos - start) / SECOND);
        }
        return seconds;
    }

    private Child writer() {
        return nodes.get(0);
    }

    private List<Child> readers() {
        return nodes.subList(1, NODES);
    }

    @Override
    public void close() {
        nodes.forEach(Child::close);
        late.close();
    }
}
