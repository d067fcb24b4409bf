package dev.swarm.engine.replication;

import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.failure.OverlayFullException;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a local write may be. Remote ones were checked where they were made; refusing them here would split the state.
 */
final class Limits {

    private static final int BYTES_PER_CHAR = 3;

    private Limits() {}

    static void check(OverlayConfig config, Store store, Key key, byte @Nullable [] value) {
        if (key.length() == 0 || isTooLong(key)) {
            throw new IllegalArgumentException("A key must have 1 to " + ReplicaBounds.KEY_BYTES
                    + " bytes in UTF-8, but this one has " + bytes(key));
        }
        if (value == null) {
            return;
        }
        if (value.length > config.maxValueBytes()) {
            throw new IllegalArgumentException("The value of '" + key + "' has " + value.length
                    + " bytes, more than the " + config.maxValueBytes() + " allowed");
        }
        if (store.bytes() + value.length > config.maxBytes()) {
            throw new OverlayFullException("Shared state takes about " + store.bytes() + " bytes in " + store.keys()
                    + " keys, and may take at most " + config.maxBytes());
        }
    }

    private static boolean isTooLong(Key key) {
        return key.length() * BYTES_PER_CHAR > ReplicaBounds.KEY_BYTES && bytes(key) > ReplicaBounds.KEY_BYTES;
    }

    private static int bytes(Key key) {
        return key.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
