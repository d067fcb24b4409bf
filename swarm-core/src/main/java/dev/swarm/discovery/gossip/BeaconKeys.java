package dev.swarm.discovery.gossip;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks the codes of beacons (HMAC-SHA256, RFC 2104). For one thread at a time. */
final class BeaconKeys {

    static final int CODE_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<List<byte[]>> keys;
    private List<byte[]> seen = List.of();
    private List<Mac> macs = List.of();

    /** Takes the keys from where they are now each time; a change is a new list. */
    BeaconKeys(Supplier<List<byte[]>> keys) {
        this.keys = keys;
    }

    boolean isEmpty() {
        return macs().isEmpty();
    }

    /** Returns the code of the first bytes of an array, made with the first key. */
    byte[] code(byte[] bytes, int length) {
        return code(macs().get(0), bytes, length);
    }

    /**
     * Tells whether the bytes from {@code length} on are the code of those before under one of the keys, or need none.
     */
    boolean accept(byte[] bytes, int length) {
        byte[] code = Arrays.copyOfRange(bytes, length, bytes.length);
        return macs().isEmpty()
                || macs().stream().anyMatch(mac -> MessageDigest.isEqual(code(mac, bytes, length), code));
    }

    private List<Mac> macs() {
        List<byte[]> current = keys.get();
        if (current != seen) {
            seen = current;
            macs = current.stream().map(BeaconKeys::mac).toList();
        }
        return macs;
    }

    private static byte[] code(Mac mac, byte[] bytes, int length) {
        mac.update(bytes, 0, length);
        return mac.doFinal();
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
