package dev.swarm.sample.stage;

import dev.swarm.sample.launch.LauncherRequest;
import java.io.PrintStream;
import java.util.Optional;

/** The launcher of this process, if it has one, which does what a process cannot do to itself. */
final class Launcher {

    private final Optional<String> token;
    private final PrintStream out;

    Launcher(Optional<String> token, PrintStream out) {
        this.token = token;
        this.out = out;
    }

    /** Returns the launcher that started this process. */
    static Launcher ofThisProcess() {
        return new Launcher(LauncherRequest.tokenOfThisProcess(), System.out);
    }

    boolean isThere() {
        return token.isPresent();
    }

    /** Asks for something, without an answer: what comes of it shows in the cluster. */
    void ask(StageAction action, String node) {
        token.ifPresent(known -> out.println(new LauncherRequest(action.label(), node).line(known)));
    }
}
