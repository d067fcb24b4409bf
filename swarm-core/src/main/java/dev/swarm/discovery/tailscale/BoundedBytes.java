package dev.swarm.discovery.tailscale;

import dev.swarm.discovery.LookUpException;
import java.io.ByteArrayOutputStream;

/** Bytes that come in pieces, up to a bound. */
final class BoundedBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;

    BoundedBytes(int most) {
        this.most = most;
    }

    void add(byte[] from, int length) throws LookUpException {
        if (length > most - bytes.size()) {
            throw new LookUpException("the answer is longer than " + most + " bytes", null);
        }
        bytes.write(from, 0, length);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
