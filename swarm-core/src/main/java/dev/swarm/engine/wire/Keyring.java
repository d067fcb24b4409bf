package dev.swarm.engine.wire;

import java.util.List;

/** The keys of encrypted gossip (specification section 8). Immutable; each change gives a new ring. */
public final class Keyring {

    /** Returns the ring without keys: plain text. */
    public static Keyring none() {
        throw new UnsupportedOperationException();
    }

    /** Returns a ring of AES keys of 16, 24 or 32 bytes; the first encrypts, all decrypt. */
    public static Keyring of(List<byte[]> keys) {
        throw new UnsupportedOperationException();
    }

    /** Returns a ring of one 32 byte key derived from a text. */
    public static Keyring fromSecret(String secret) {
        throw new UnsupportedOperationException();
    }

    /** Derives {@code length} bytes from a text for one purpose. */
    public static byte[] derive(String secret, String info, int length) {
        throw new UnsupportedOperationException();
    }

    /** Tells whether there is no key. */
    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    /** Returns a ring with one more key at the end; the same if it is there already. */
    public Keyring add(byte[] key) {
        throw new UnsupportedOperationException();
    }

    /** Returns a ring in which the key is the first; IllegalArgumentException if it is not there. */
    public Keyring use(byte[] key) {
        throw new UnsupportedOperationException();
    }

    /** Returns a ring without the key; IllegalArgumentException if it is the first, the same if it is not there. */
    public Keyring remove(byte[] key) {
        throw new UnsupportedOperationException();
    }
}
