package dev.swarm.engine;

import dev.swarm.engine.registry.Ledger;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.replication.Row;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The part of shared state that is the registry's. */
record StateLedger(Replication replication) implements Ledger {

    @Override
    public @Nullable Row get(String key) {
        return replication.get(key);
    }

    @Override
    public void write(Now now, String key, byte @Nullable [] value) {
        replication.write(now, key, value);
    }

    @Override
    public long time(Now now) {
        return replication.time(now);
    }

    @Override
    public int parts() {
        return ReplicaBounds.LEAVES;
    }

    @Override
    public int keys(int part) {
        return replication.keys(part);
    }

    @Override
    public void forEach(int part, String prefix, BiConsumer<String, Row> taker) {
        replication.forEach(part, (key, row) -> {
            if (key.startsWith(prefix)) {
                taker.accept(key, row);
            }
        });
    }
}
