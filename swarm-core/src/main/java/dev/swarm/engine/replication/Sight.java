package dev.swarm.engine.replication;

import dev.swarm.engine.wire.replication.PlainWrite;
import dev.swarm.engine.wire.replication.Write;
import dev.swarm.engine.wire.replication.WriteList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next few writes of many: their keys are looked for together, so that the processor waits once for all. */
final class Sight {

    /** As many as an index reads for at once. */
    private static final int MOST = 64;

    private final PlainWrite[] plain = new PlainWrite[MOST];

    /** Those that are no bytes. */
    private final @Nullable Write[] objects = new Write[MOST];

    Sight() {
        Arrays.setAll(plain, i -> new PlainWrite());
    }

    /** Looks at the writes of a list from one on; returns how many it sees. */
    int look(Store store, List<Write> writes, int from) {
        int count = Math.min(MOST, writes.size() - from);
        for (int i = 0; i < count; i++) {
            if (WriteList.show(writes, from + i, plain[i])) {
                objects[i] = null;
                store.expect(plain[i].space(), plain[i].keyHash());
            } else {
                Write write = writes.get(from + i);
                objects[i] = write;
                store.expect(write.space(), write.keyHash());
            }
        }
        return count;
    }

    /** Returns how manieth change of its origin the write at a place is. */
    long number(int place) {
        Write object = objects[place];
        return object == null ? plain[place].number() : object.number();
    }

    /** Returns the write at a place as an object, {@code null} if it is bytes. */
    @Nullable
    Write object(int place) {
        return objects[place];
    }

    /** Returns the write at a place as bytes, if it is. */
    PlainWrite plain(int place) {
        return plain[place];
    }

    /** Keeps no object any longer. */
    void forget() {
        Arrays.fill(objects, null);
    }
}
