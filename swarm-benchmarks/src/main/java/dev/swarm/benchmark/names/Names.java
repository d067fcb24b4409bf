package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Measures. */
final class Names {
    public static void main(String[] args) {
        int runs = Integer.getInteger("benchmarks.runs", 5);
        String names = System.getProperty("benchmarks.subjects", "");
        List<NameSubject> subjects = names.isBlank()
                ? List.of(NameSubject.values())
                : Stream.of(names.split(",", -1)).map(NameSubject::valueOf).toList();
        for (int run = 1; run <= runs; run++) {
            for (NameSubject subject : subjects) {
                System.out.println("run " + run + ", " + subject.label() + ": " + spread(subject, Path.of(args[0])));
            }
        }
    }

    static String spread(NameSubject subject, Path logs) {
        List<Integer> ports = Child.freePorts(3);
        List<Child> nodes = new ArrayList<>();
        long limit = Duration.ofSeconds(60).toNanos();
        try {
            List<String> options = new ArrayList<>(List.of("-Xms2g", "-Xmx2g", "-XX:+ExitOnOutOfMemoryError"));
            options.addAll(subject.javaOptions());
            if (System.getProperty("jfr") != null) options.add("-XX:StartFlightRecording=filename=" + System.getProperty("jfr") + subject + ".jfr,settings=profile,dumponexit=true");
            for (int i = 0; i < 3; i++) {
                nodes.add(Child.start(new Child.Program(NameNode.class, options), subject.name(), i, ports, logs));
                nodes.get(i).ask("open");
            }
            for (Child node : nodes) {
                node.ask("members", 3, limit);
            }
            if (subject == NameSubject.SWARM_MANAGED) for (Child node : nodes) node.ask("owners", 3, limit);
            StringBuilder out = new StringBuilder();
            int count = 100_000;
            for (int round = 0; round < Integer.getInteger("rounds", 4); round++) {
                long first = (long) round * count;
                long[] cpu = nodes.stream().mapToLong(node -> node.askNumber("cpu")).toArray();
                nodes.subList(1, 3).forEach(node -> node.tell("visible", first, count, limit));
                long start = nodes.get(0).askNumber("register", first, count);
                long now = System.nanoTime();
                nodes.get(0).tell("visible", first, count, limit);
                long last = 0;
                for (Child node : nodes) {
                    long at = Long.parseLong(node.hear());
                    last = at < 0 || last < 0 ? -1 : Math.max(last, at);
                }
                out.append("[");
                for (int i = 0; i < 3; i++) out.append(String.format("%.1f ", (nodes.get(i).askNumber("cpu") - cpu[i]) / 1e3 / count));
                out.append("us] ");
                out.append(String.format("%,d/s (acc. %d ms) ", (long) (count * 1e9 / (last - start)), (now - start) / 1_000_000));
            }
            if (subject != NameSubject.NETTY) {
                out.append(nodes.get(1).ask("look-ups", 0, count * Integer.getInteger("rounds", 4)));
            }
            return out.toString();
        } finally {
            nodes.forEach(Child::close);
        }
    }
}
