package dev.swarm.engine.wire;

/**
 * What all packets and streams of a node have in common (specification sections 6 to 10).
 *
 * @param label the cluster's name in front of each packet, at most 255 bytes of UTF-8; empty for none
 * @param keyring keys of encrypted gossip; {@link Keyring#none()} for plain text
 * @param compress whether outgoing packets are compressed where that makes them shorter
 * @param nonces where nonces come from
 */
public record WireSettings(String label, Keyring keyring, boolean compress, NonceSource nonces) {

    /** Most bytes of a label. */
    public static final int MAX_LABEL_BYTES = 255;
}
