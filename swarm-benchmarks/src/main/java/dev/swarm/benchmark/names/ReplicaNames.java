package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Replica;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    public void register(long first, int count) throws Exception {
        int writers = replica.writers();
        List<Callable<Boolean>> shares = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            shares.add(() -> {
                for (long name = first + writer; name < first + count; name += writers) {
                    replica.put(NameBook.name(name), self);
                }
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (Future<Boolean> done : threads.invokeAll(shares)) {
                boolean unused = done.get();
            }
        } finally {
            threads.shutdownNow();
        }
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
