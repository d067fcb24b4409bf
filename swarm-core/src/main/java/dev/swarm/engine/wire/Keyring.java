package dev.swarm.engine.wire;

/** STUB */
public final class Keyring {
    public static Keyring none() {
        return new Keyring();
    }
}
