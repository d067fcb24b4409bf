package dev.swarm.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A page around figures.
 *
 * @param machine where they were measured
 * @param runs how often
 */
public record Page(Machine machine, int runs) {

    /**
     * Returns it.
     *
     * @param resource its text, with places for the machine and the tables
     * @param tables the figures
     */
    public String of(String resource, String tables) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The text of the page is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{machine}", describe())
                    .replace("{tables}", tables.strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the middle of figures that are sorted, or what is between the two in the middle. */
    public static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private String describe() {
        String busy = machine.load() < Machine.BUSY ? "" : ", so **the machine was busy with other things**";
        return String.format(
                Locale.ROOT,
                "%d cores, %s, %s; load average at the start %.2f%s; medians of %d runs",
                machine.cores(),
                machine.java(),
                machine.system(),
                machine.load(),
                busy,
                runs);
    }
}
