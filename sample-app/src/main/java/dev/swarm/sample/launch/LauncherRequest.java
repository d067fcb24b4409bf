package dev.swarm.sample.launch;

import java.util.Optional;

/**
 * What a node asks its launcher for, as a line of the node's output that begins with a token that only both know. The
 * launcher acts on it and does not print it.
 *
 * @param action {@code start} or {@code pause}
 * @param node name of the node that it is about
 */
public record LauncherRequest(String action, String node) {

    /** Environment variable by which a node gets the token. */
    static final String VARIABLE = "SUPERHERO_LAUNCHER_TOKEN";

    /** Returns the token if this process was started by the launcher. */
    public static Optional<String> tokenOfThisProcess() {
        return Optional.ofNullable(System.getenv(VARIABLE));
    }

    /** Returns the line. */
    public String line(String token) {
        return token + " " + action + " " + node;
    }

    /** Returns the request that a line is; empty if it is none. */
    static Optional<LauncherRequest> of(String token, String line) {
        String[] words = line.split(" ", -1);
        return words.length == 3 && words[0].equals(token)
                ? Optional.of(new LauncherRequest(words[1], words[2]))
                : Optional.empty();
    }
}
