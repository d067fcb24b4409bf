package dev.swarm.sim.registry;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The state of a worker: the numbers of all messages that it has handled. Merging loses none and doubles none. */
final class Tally {

    private Tally() {}

    static byte[] encode(Collection<Long> handled) {
        ByteBuffer buffer = ByteBuffer.allocate(handled.size() * Long.BYTES);
        handled.forEach(buffer::putLong);
        return buffer.array();
    }

    static SortedSet<Long> decode(byte[] state) {
        SortedSet<Long> handled = new TreeSet<>();
        ByteBuffer buffer = ByteBuffer.wrap(state);
        while (buffer.hasRemaining()) {
            if (!handled.add(buffer.getLong())) {
                throw new IllegalStateException("A message is in a state twice");
            }
        }
        return handled;
    }
}
