package dev.swarm.engine.wire;

import dev.swarm.engine.wire.format.Hkdf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of encrypted gossip, in order: the first encrypts, all are tried to decrypt (specification section 8).
 *
 * <p>Immutable; each change gives a new ring. To rotate a key without an interruption, do each step on all nodes
 * before the next one: {@link #add} the new key, {@link #use} it, {@link #remove} the old one. Give the ring of each
 * step to {@link PacketCodec#rotate} and {@link StreamCodec#rotate}.
 */
public final class Keyring {

    /** Most keys of a ring: each packet under a foreign key costs one attempt for each. */
    public static final int MAX_KEYS = 16;

    /** Public value that separates our derived keys from those of other programs with the same secret. */
    private static final String SALT = "dev.swarm keys, version 1";

    private static final String GOSSIP = "memberlist gossip";
    private static final String FINGERPRINT = "fingerprint";
    private static final int FINGERPRINT_BYTES = 8;
    private static final int DERIVED_BYTES = 32;
    private static final String AES = "AES";
    private static final Keyring NONE = new Keyring(List.of());

    private final List<SecretKeySpec> keys;

    private Keyring(List<SecretKeySpec> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Returns the ring without keys: packets are plain text. */
    public static Keyring none() {
        return NONE;
    }

    /**
     * Returns a ring of the given keys, the first being the one that encrypts.
     *
     * @param keys AES keys of 16, 24 or 32 bytes, copied; one given twice counts once
     * @throws IllegalArgumentException if a key has another length, or there are more than {@link #MAX_KEYS}
     */
    public static Keyring of(List<byte[]> keys) {
        Keyring ring = NONE;
        for (byte[] key : keys) {
            ring = ring.add(key);
        }
        return ring;
    }

    /**
     * Returns a ring of the one key that a secret text stands for: 32 bytes of HKDF-SHA256 over its UTF-8. The text
     * is not stretched, so it should be long or random.
     *
     * @throws IllegalArgumentException if the text is empty
     */
    public static Keyring fromSecret(String secret) {
        return NONE.add(keyOf(secret));
    }

    /**
     * Returns the key that a secret text stands for, as {@link #fromSecret} has it.
     *
     * @throws IllegalArgumentException if the text is empty
     */
    public static byte[] keyOf(String secret) {
        return derive(secret, GOSSIP, DERIVED_BYTES);
    }

    /**
     * Derives a key from a secret text for one purpose; keys of different purposes tell nothing of each other.
     *
     * @param secret text, not empty
     * @param info name of the purpose
     * @param length bytes wanted, 1 to {@link Hkdf#MAX_BYTES}
     * @throws IllegalArgumentException if the secret is empty or the length is out of range
     */
    public static byte[] derive(String secret, String info, int length) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("A secret must not be empty");
        }
        return Hkdf.derive(
                SALT.getBytes(StandardCharsets.UTF_8),
                secret.getBytes(StandardCharsets.UTF_8),
                info.getBytes(StandardCharsets.UTF_8),
                length);
    }

    /** Tells whether there is no key. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * Returns a ring with one more key at the end; this ring if it holds the key already.
     *
     * @throws IllegalArgumentException if the key's length is wrong, or the ring is full
     */
    public Keyring add(byte[] key) {
        SecretKeySpec added = checked(key);
        if (keys.contains(added)) {
            return this;
        }
        if (keys.size() == MAX_KEYS) {
            throw new IllegalArgumentException(
                    "A keyring holds at most " + MAX_KEYS + " keys; remove an old one first");
        }
        List<SecretKeySpec> changed = new ArrayList<>(keys);
        changed.add(added);
        return new Keyring(changed);
    }

    /**
     * Returns a ring in which the key comes first and encrypts from now on.
     *
     * @throws IllegalArgumentException if the ring does not hold the key
     */
    public Keyring use(byte[] key) {
        int index = keys.indexOf(checked(key));
        if (index < 0) {
            throw new IllegalArgumentException("The keyring does not hold the key to be used; add it first");
        }
        List<SecretKeySpec> changed = new ArrayList<>(keys);
        Collections.rotate(changed.subList(0, index + 1), 1);
        return new Keyring(changed);
    }

    /**
     * Returns a ring without the key; this ring if it does not hold it.
     *
     * @throws IllegalArgumentException if the key is the one that encrypts
     */
    public Keyring remove(byte[] key) {
        int index = keys.indexOf(checked(key));
        if (index < 0) {
            return this;
        }
        if (index == 0) {
            throw new IllegalArgumentException("The key that encrypts cannot be removed; use another one first");
        }
        List<SecretKeySpec> changed = new ArrayList<>(keys);
        changed.remove(index);
        return new Keyring(changed);
    }

    /**
     * Derives one further key from each of the ring's, in their order, for one purpose; none tells of the key it was
     * derived from.
     *
     * @param info name of the purpose
     * @param length bytes wanted, 1 to {@link Hkdf#MAX_BYTES}
     */
    public List<byte[]> deriveEach(String info, int length) {
        byte[] salt = SALT.getBytes(StandardCharsets.UTF_8);
        byte[] purpose = info.getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .map(key -> Hkdf.derive(salt, key.getEncoded(), purpose, length))
                .toList();
    }

    /** Returns what people may compare keys by, in the order of the ring: 16 hexadecimal digits for each. */
    public List<String> fingerprints() {
        return deriveEach(FINGERPRINT, FINGERPRINT_BYTES).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    /** Returns the keys, the one that encrypts first. */
    List<SecretKeySpec> keys() {
        return keys;
    }

    /** Returns the number of keys, and nothing of them. */
    @Override
    public String toString() {
        return "Keyring[" + keys.size() + (keys.size() == 1 ? " key]" : " keys]");
    }

    private static SecretKeySpec checked(byte[] key) {
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes, not " + key.length);
        }
        return new SecretKeySpec(key, AES);
    }
}
