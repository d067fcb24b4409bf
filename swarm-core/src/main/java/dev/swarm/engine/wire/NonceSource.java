package dev.swarm.engine.wire;

/** Where nonces of encrypted packets come from; the shell gives a secure one, the simulator a seeded one. */
@FunctionalInterface
public interface NonceSource {

    /** Fills the array with bytes that were never used under the same key before. */
    void fill(byte[] nonce);
}
