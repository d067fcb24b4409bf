package dev.swarm.sample.stage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a visitor can do to a node. */
enum StageAction {
    /** Its process halts, without a goodbye. */
    KILL,
    /** Its process stands still for a while; by the launcher. */
    PAUSE,
    /** It gives its heroes to others, and takes none. */
    DRAIN,
    /** It takes heroes again. */
    UNDRAIN,
    /** Its process is started again; by the launcher. */
    START;

    /** Tells whether the node cannot do it itself, but the launcher can. */
    boolean isLaunchers() {
        return this == PAUSE || this == START;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StageAction> of(String label) {
        return Arrays.stream(values())
                .filter(action -> action.label().equals(label))
                .findFirst();
    }
}
