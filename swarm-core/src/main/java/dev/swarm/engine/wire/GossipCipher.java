package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted blocks: version byte, nonce, AES-GCM ciphertext and tag (specification section 8). What stands before a
 * block in a stream and the label are authenticated with it. Writes version 1, reads 0 (padded) and 1.
 */
final class GossipCipher {

    /** Bytes that encryption adds. */
    static final int OVERHEAD_BYTES = 1 + GossipCipher.NONCE_BYTES + GossipCipher.TAG_BYTES;

    /** Bytes of a block before its text. */
    static final int HEAD_BYTES = 1 + GossipCipher.NONCE_BYTES;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int VERSION_PADDED = 0;
    private static final int VERSION_PLAIN = 1;
    private static final int PADDED_TO = 16;
    private static final String ALGORITHM = "AES/GCM/NoPadding";

    private final byte[] label;
    private final NonceSource nonces;
    private final Cipher cipher;
    private Keyring keyring;

    GossipCipher(byte[] label, WireSettings settings) {
        this.label = label;
        this.nonces = settings.nonces();
        this.keyring = settings.keyring();
        try {
            cipher = Cipher.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java platform must offer " + ALGORITHM, e);
        }
    }

    void rotate(Keyring next) {
        keyring = next;
    }

    boolean isOff() {
        return keyring.isEmpty();
    }

    /**
     * Makes a block in place.
     *
     * @param packet holds the text at {@code at + HEAD_BYTES}, and room for the tag after it
     * @param at where the block begins
     * @param textLength length of the text
     * @param authenticated how many bytes right before the block are authenticated with it
     */
    void seal(byte[] packet, int at, int textLength, int authenticated) {
        byte[] nonce = new byte[NONCE_BYTES];
        nonces.fill(nonce);
        packet[at] = VERSION_PLAIN;
        System.arraycopy(nonce, 0, packet, at + 1, NONCE_BYTES);
        int text = at + HEAD_BYTES;
        try {
            start(Cipher.ENCRYPT_MODE, keyring.keys().get(0), nonce);
            cipher.updateAAD(packet, at - authenticated, authenticated);
            cipher.updateAAD(label);
            cipher.doFinal(packet, text, textLength, packet, text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encrypting failed; was a nonce used twice?", e);
        }
    }

    /**
     * Undoes a block that reaches from {@code at} to {@code to}.
     *
     * @param authenticated how many bytes right before the block are authenticated with it
     * @return the text
     * @throws MalformedPacketException if no key fits
     */
    byte[] open(byte[] packet, int at, int to, int authenticated) throws MalformedPacketException {
        int version = to - at < OVERHEAD_BYTES ? -1 : packet[at];
        if (version == VERSION_PADDED || version == VERSION_PLAIN) {
            for (Key key : keyring.keys()) {
                byte[] text = tryKey(key, packet, at, to, authenticated);
                if (text != null) {
                    return version == VERSION_PADDED ? unpad(text) : text;
                }
            }
        }
        throw new MalformedPacketException(Rejection.WRONG_KEY, "Not encrypted under a key of ours");
    }

    private byte @Nullable [] tryKey(Key key, byte[] packet, int at, int to, int authenticated) {
        byte[] nonce = Arrays.copyOfRange(packet, at + 1, at + HEAD_BYTES);
        try {
            start(Cipher.DECRYPT_MODE, key, nonce);
            cipher.updateAAD(packet, at - authenticated, authenticated);
            cipher.updateAAD(label);
            return cipher.doFinal(packet, at + HEAD_BYTES, to - at - HEAD_BYTES);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Decrypting failed for another reason than the key", e);
        }
    }

    private void start(int mode, Key key, byte[] nonce) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    }

    /**
     * The version byte is not authenticated, so somebody may turn it and let us cut bytes off. Padding is checked whole
     * (PKCS#7), which leaves hardly any text for which that works.
     */
    private static byte[] unpad(byte[] text) throws MalformedPacketException {
        int padding = text.length == 0 ? 0 : text[text.length - 1];
        boolean isHonest = padding >= 1 && padding <= PADDED_TO && text.length % PADDED_TO == 0;
        for (int i = 1; isHonest && i <= padding; i++) {
            isHonest = text[text.length - i] == padding;
        }
        if (!isHonest) {
            throw new MalformedPacketException(Rejection.MALFORMED, "Padding of " + padding + " bytes");
        }
        return Arrays.copyOf(text, text.length - padding);
    }
}
