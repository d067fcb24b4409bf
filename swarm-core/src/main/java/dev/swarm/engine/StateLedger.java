package dev.swarm.engine;

import dev.swarm.engine.registry.Ledger;
import dev.swarm.engine.replication.Marks;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Row;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The part of shared state that is the registry's. */
record StateLedger(Replication replication) implements Ledger {

    @Override
    public void expect(Key key) {
        replication.expect(key);
    }

    @Override
    public @Nullable Row get(Key key) {
        return replication.get(key);
    }

    @Override
    public Marks marks() {
        return replication.marks();
    }

    @Override
    public long write(Now now, Key key, byte @Nullable [] value) {
        return replication.write(now, key, value).time();
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
    public void forEach(int part, char space, BiConsumer<String, Row> taker) {
        replication.forEach(part, row -> {
            if (row.write().space() == space) {
                taker.accept(row.write().name(), row);
            }
        });
    }
}
