package dev.swarm.engine.replication;

import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.Write;

/** About how much a write takes on the wire and in a log. */
final class Sizes {

    private static final int WRITE_OVERHEAD_BYTES = 24;

    private Sizes() {}

    static int of(Write write) {
        byte[] value = write.value();
        return WRITE_OVERHEAD_BYTES + write.keyLength() + (value == null ? 0 : value.length);
    }

    static int of(Run run) {
        int bytes = Long.BYTES;
        for (Write write : run.writes()) {
            bytes += of(write);
        }
        return bytes;
    }
}
