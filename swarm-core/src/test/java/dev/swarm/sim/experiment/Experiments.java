package dev.swarm.sim.experiment;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the experiments and writes their pages and plots; off the default build. The first argument is the directory
 * for them, {@code docs/experiments}. Properties narrow it down: {@code swarm.experiments.only} (names with commas
 * between them), {@code swarm.experiments.seeds} (of Lifeguard's grid, 5), {@code swarm.experiments.trials} (of the
 * others, 400), {@code swarm.experiments.largest} (cluster, 512; the load is measured up to twice that).
 */
public final class Experiments {

    private static final String PREFIX = "swarm.experiments.";
    private static final List<String> ALL = List.of("detection", "dissemination", "load", "lifeguard");

    /** A rumor costs far more to follow than a ping, and medians need fewer of them. */
    private static final int TRIALS_PER_RUMOR = 10;

    private Experiments() {}

    /** Runs what the properties ask for. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> names = Arrays.asList(
                System.getProperty(PREFIX + "only", String.join(",", ALL)).split(",", -1));
        if (!ALL.containsAll(names)) {
            throw new IllegalArgumentException(PREFIX + "only must name some of " + ALL + ", not " + names);
        }
        for (String name : names) {
            long start = System.nanoTime();
            run(name, new Page(directory, name, out));
            out.printf("(%s took %d s)%n%n", name, (System.nanoTime() - start) / 1_000_000_000L);
        }
    }

    private static void run(String name, Page page) {
        int largest = Integer.getInteger(PREFIX + "largest", 512);
        int trials = Integer.getInteger(PREFIX + "trials", 400);
        switch (name) {
            case "detection" -> new SwimReport(page, largest).detection(trials);
            case "dissemination" -> new SwimReport(page, largest).spread(Math.max(1, trials / TRIALS_PER_RUMOR));
            case "load" -> new SwimReport(page, 2 * largest).load();
            default -> new LifeguardReport(page).run(Integer.getInteger(PREFIX + "seeds", 5));
        }
    }
}
