package dev.swarm.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What a process of a benchmark does: what its standard input says, line by line, and ends with it. */
@FunctionalInterface
public interface Commands {

    /** Does one thing; what it returns, or throws, is the answer. */
    Object perform(String command, long[] numbers) throws Exception;

    /** Answers commands until there are no more, then ends the process. */
    static void serve(Commands commands) throws IOException {
        // what libraries print must not get between the answers
        PrintStream answers = System.out;
        System.setOut(System.err);
        // in an application logging is there before any library begins
        LoggerFactory.getLogger(Commands.class).debug("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(commands.answer(line));
            answers.flush();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Reads ports that are separated by commas. */
    static List<Integer> ports(String text) {
        return Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    private String answer(String line) {
        try {
            String[] words = line.split(" ", -1);
            long[] numbers = Stream.of(words).skip(1).mapToLong(Long::parseLong).toArray();
            return "ok " + perform(words[0], numbers);
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            return "failed " + e;
        }
    }
}
