package dev.swarm.engine.wire.format;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Key derivation HKDF with SHA-256 (RFC 5869): one secret gives independent keys, one for each purpose. */
public final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    /** Most bytes that can be derived (RFC 5869, section 2.3). */
    public static final int MAX_BYTES = 255 * HASH_BYTES;

    private Hkdf() {}

    /**
     * Derives a key.
     *
     * @param salt public value that separates applications, not empty
     * @param secret what the key is made of, not empty
     * @param info purpose of the key
     * @param length 1 to {@link #MAX_BYTES}
     * @throws IllegalArgumentException if the length is out of range
     */
    public static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) {
        if (length < 1 || length > MAX_BYTES) {
            throw new IllegalArgumentException("A derived key has 1 to " + MAX_BYTES + " bytes, not " + length);
        }
        Mac expand = hmac(hmac(salt).doFinal(secret));
        byte[] result = new byte[length];
        byte[] block = {};
        for (int at = 0, counter = 1; at < length; at += HASH_BYTES, counter++) {
            expand.update(block);
            expand.update(info);
            expand.update((byte) counter);
            block = expand.doFinal();
            System.arraycopy(block, 0, result, at, Math.min(HASH_BYTES, length - at));
        }
        Arrays.fill(block, (byte) 0);
        return result;
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java platform must offer " + HMAC, e);
        }
    }
}
