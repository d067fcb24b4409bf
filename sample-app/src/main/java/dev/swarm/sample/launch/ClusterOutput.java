package dev.swarm.sample.launch;

import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one terminal that all nodes share: whole lines only, each with the name of the node in front, padded to the
 * longest and in the node's own colour.
 */
final class ClusterOutput {

    private static final String LAUNCHER = "cluster";
    private static final String RESET = "\u001B[0m";
    private static final String BOLD = "\u001B[1m";
    private static final List<String> COLOURS = List.of("\u001B[36m", "\u001B[35m", "\u001B[33m", "\u001B[32m");

    private final PrintStream out;
    private final boolean colours;
    private final Map<String, String> prefixes = new TreeMap<>();

    ClusterOutput(PrintStream out, boolean colours, List<NodeSpec> nodes) {
        this.out = out;
        this.colours = colours;
        int width = nodes.stream().mapToInt(node -> node.name().length()).reduce(LAUNCHER.length(), Math::max);
        prefixes.put(LAUNCHER, prefix(LAUNCHER, width, BOLD));
        for (int i = 0; i < nodes.size(); i++) {
            String name = nodes.get(i).name();
            prefixes.put(name, prefix(name, width, COLOURS.get(i % COLOURS.size())));
        }
    }

    /** Returns the output for the terminal of this process; coloured if a person looks at it and has not said no. */
    static ClusterOutput ofTerminal(List<NodeSpec> nodes) {
        boolean colours = isTerminal(System.console()) && System.getenv("NO_COLOR") == null;
        return new ClusterOutput(System.out, colours, nodes);
    }

    /** Until Java 21 a console is a terminal; later it says so itself, by a method that this code cannot name yet. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /** Tells whether escape sequences may be written. */
    boolean isColoured() {
        return colours;
    }

    /** Prints a line of a node. */
    void line(NodeSpec node, String text) {
        print(node.name(), text);
    }

    /** Prints a line of the launcher itself. */
    void say(String text) {
        print(LAUNCHER, colours ? BOLD + text + RESET : text);
    }

    private void print(String source, String text) {
        // one call for one line: a print stream keeps it in one piece
        out.println(prefixes.get(source) + text);
    }

    private String prefix(String name, int width, String colour) {
        String padded = name + " ".repeat(width - name.length()) + " | ";
        return colours ? colour + padded + RESET : padded;
    }
}
