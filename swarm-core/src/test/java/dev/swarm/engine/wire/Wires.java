package dev.swarm.engine.wire;

import java.util.SplittableRandom;

/** The four ways in which a cluster can be set up, for tests. */
enum Wires {
    PLAIN(false, false),
    LABEL(true, false),
    ENCRYPTED(false, true),
    BOTH(true, true);

    static final String NAME = "prod-blue";
    static final Keyring RING = Keyring.fromSecret("I am the night");

    private final boolean hasLabel;
    private final boolean hasKey;

    Wires(boolean hasLabel, boolean hasKey) {
        this.hasLabel = hasLabel;
        this.hasKey = hasKey;
    }

    WireSettings settings(boolean compress) {
        SplittableRandom random = new SplittableRandom(12);
        return new WireSettings(hasLabel ? NAME : "", hasKey ? RING : Keyring.none(), compress, random::nextBytes);
    }
}
