package dev.swarm.engine.wire;

import java.nio.charset.StandardCharsets;

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

    /**
     * Checks the label.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MAX_LABEL_BYTES}
     */
    public WireSettings {
        int length = label.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_LABEL_BYTES) {
            throw new IllegalArgumentException("A cluster name (the label of packets) may have at most "
                    + MAX_LABEL_BYTES + " bytes, but this one has " + length + ": " + label);
        }
    }
}
