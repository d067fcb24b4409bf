package dev.swarm.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much heap our shared state takes.
 *
 * @param entityBytes for each of a million entities with a value of a hundred bytes, on one node alone
 * @param before heap in bytes before entities were added and removed, of the writer and of two other nodes
 * @param after the same, afterwards
 */
record Memory(double entityBytes, List<Long> before, List<Long> after) {

    static final int ENTITIES = 1_000_000;
    static final int PAIRS = 1_000_000;

    private static final int NODES = 3;
    private static final int WARM_PAIRS = 10_000;
    private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();

    /** Measures it. */
    static Memory measure(Path logs) {
        double entityBytes = entityBytes(logs);
        List<Integer> ports = Child.freePorts(NODES);
        List<Child> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(Child.start(Subject.SWARM, i, ports, "1g", logs));
                String unused = nodes.get(i).ask("open");
            }
            nodes.forEach(node -> require(node.ask("members", NODES, LIMIT_NANOS)));
            churn(nodes, WARM_PAIRS);
            List<Long> before = heaps(nodes);
            churn(nodes, PAIRS);
            return new Memory(entityBytes, before, heaps(nodes));
        } finally {
            nodes.forEach(Child::close);
        }
    }

    private static double entityBytes(Path logs) {
        try (Child node = Child.start(Subject.SWARM, 0, Child.freePorts(1), "4g", logs)) {
            String unusedOpen = node.ask("open");
            long empty = node.askNumber("heap");
            String unusedFill = node.ask("fill", 0, ENTITIES, LIMIT_NANOS);
            if (node.askNumber("filled", 0, ENTITIES, LIMIT_NANOS) < 0) {
                throw new IllegalStateException("A million entities were not written in time");
            }
            return (double) (node.askNumber("heap") - empty) / ENTITIES;
        }
    }

    private static void churn(List<Child> nodes, int pairs) {
        String unused = nodes.get(0).ask("churn", pairs);
        nodes.forEach(node -> require(node.ask("empty", LIMIT_NANOS)));
    }

    private static List<Long> heaps(List<Child> nodes) {
        return nodes.stream().map(node -> node.askNumber("heap")).toList();
    }

    private static void require(String answer) {
        if (!Boolean.parseBoolean(answer)) {
            throw new IllegalStateException("The nodes do not agree in time");
        }
    }
}
