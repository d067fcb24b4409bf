package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Replica;
import dev.swarm.benchmark.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A directory made of another library's replicated map, from names to the names of nodes. */
final class ReplicaNames implements NameBook {

    private final Replica replica;
    private final byte[] self;

    ReplicaNames(Replica replica, int index) {
        this.replica = replica;
        this.self = ("node-" + index).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int members() {
        return replica.members();
    }

    @Override
    public void register(long first, int count) throws InterruptedException {
        Writer.share(replica.writers(), (writer, writers) -> {
            for (long name = first + writer; name < first + count; name += writers) {
                replica.put(NameBook.name(name), self);
            }
        });
        replica.flush();
    }

    @Override
    public @Nullable Object find(String name) {
        return replica.get(name);
    }

    @Override
    public void close() {
        replica.close();
    }
}
