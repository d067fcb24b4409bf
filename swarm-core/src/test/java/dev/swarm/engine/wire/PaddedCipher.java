package dev.swarm.engine.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts as peers of protocol 1 do, which our nodes only read: padded to sixteen bytes, version byte 0. */
final class PaddedCipher {

    private static final int PADDING = 16;

    private PaddedCipher() {}

    static byte[] seal(byte[] text, byte[] key, byte[] nonce, byte[] aad) {
        int padding = PADDING - text.length % PADDING;
        byte[] padded = Arrays.copyOf(text, text.length + padding);
        Arrays.fill(padded, text.length, padded.length, (byte) padding);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(aad);
            byte[] sealed = cipher.doFinal(padded);
            byte[] block = Arrays.copyOf(new byte[1], 1 + nonce.length + sealed.length);
            System.arraycopy(nonce, 0, block, 1, nonce.length);
            System.arraycopy(sealed, 0, block, 1 + nonce.length, sealed.length);
            return block;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
