package dev.swarm.sim.experiment;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** One page of results in Markdown, and the plots beside it. What is written is printed too. */
final class Page {

    private final Path directory;
    private final String name;
    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();

    Page(Path directory, String name, PrintStream out) {
        this.directory = directory;
        this.name = name;
        this.out = out;
    }

    Page title(String title) {
        return add("# " + title + "\n");
    }

    Page heading(String title) {
        return add("## " + title + "\n");
    }

    Page paragraph(String words) {
        return add(words + "\n");
    }

    /** Adds a table; all rows have as many cells as the head. */
    Page table(List<String> head, List<List<String>> rows) {
        StringBuilder lines = new StringBuilder(row(head)).append(row(Collections.nCopies(head.size(), "---")));
        rows.forEach(cells -> lines.append(row(cells)));
        return add(lines.toString());
    }

    /** Adds a plot, as a file of its own. */
    Page plot(String file, String alternative, SvgPlot plot) {
        write(file + ".svg", plot.draw());
        return add("![" + alternative + "](" + file + ".svg)\n");
    }

    /** Writes the page, in place of an older one. */
    void save() {
        write(name + ".md", text.toString());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private Page add(String block) {
        out.println(block);
        text.append(text.isEmpty() ? "" : "\n").append(block);
        return this;
    }

    private void write(String file, String content) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(file), content, StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
