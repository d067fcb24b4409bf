package dev.swarm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nodes must share to be let into the cluster: nothing, one secret, or a ring of keys. Never shows its content.
 */
public final class Trust {

    private static final Trust NONE = new Trust(null, List.of());

    private final @Nullable String secret;
    private final List<byte[]> keys;

    private Trust(@Nullable String secret, List<byte[]> keys) {
        this.secret = secret;
        this.keys = keys;
    }

    /** Returns no trust at all: whoever reaches the port may join. */
    public static Trust none() {
        return NONE;
    }

    /**
     * Returns trust in whoever knows a secret.
     *
     * @throws IllegalArgumentException if the secret is blank
     */
    public static Trust secret(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("secret must not be empty");
        }
        return new Trust(secret, List.of());
    }

    /**
     * Returns trust in whoever has a key.
     *
     * @param keys AES keys of 16, 24 or 32 bytes; the first encrypts, all decrypt
     * @throws IllegalArgumentException if there is none, or one of another length
     */
    public static Trust keyring(List<byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keyring must hold at least one key");
        }
        for (byte[] key : keys) {
            if (key.length != 16 && key.length != 24 && key.length != 32) {
                throw new IllegalArgumentException(
                        "keyring must hold AES keys of 16, 24 or 32 bytes, not of " + key.length);
            }
        }
        return new Trust(null, keys.stream().map(byte[]::clone).toList());
    }

    /** Tells whether nothing must be shared. */
    public boolean isNone() {
        return secret == null && keys.isEmpty();
    }

    /** Returns the secret, or {@code null}. */
    @Nullable
    String secret() {
        return secret;
    }

    /** Returns copies of the keys; empty without a keyring. */
    List<byte[]> keys() {
        return keys.stream().map(byte[]::clone).toList();
    }

    /** Returns which kind of trust it is, and never what is shared. */
    @Override
    public String toString() {
        if (isNone()) {
            return "no secret";
        }
        return secret != null ? "a secret" : "a keyring of " + keys.size();
    }
}
