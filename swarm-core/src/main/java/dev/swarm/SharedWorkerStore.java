package dev.swarm;

import dev.swarm.api.registry.WorkerStore;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import dev.swarm.engine.wire.registry.Blob;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.runtime.SwarmNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps states of workers in shared state, with the token under which each was saved; lower ones are refused. */
final class SharedWorkerStore implements WorkerStore {

    private static final char STATE = 's';
    private static final int HEAD_BYTES = 16;

    private final Supplier<SwarmNode> node;

    SharedWorkerStore(Supplier<SwarmNode> node) {
        this.node = node;
    }

    private record Saved(long token, Blob state) {

        byte[] encode() {
            return new VarWriter().writeVar(token).writeRaw(state.bytes()).toArray();
        }

        static Saved decode(byte[] bytes) throws MalformedPacketException {
            VarReader in = new VarReader(bytes, 0);
            long token = in.readVar();
            byte[] state =
                    new byte[bytes.length - new VarWriter().writeVar(token).length()];
            System.arraycopy(bytes, bytes.length - state.length, state, 0, state.length);
            return new Saved(token, new Blob(state));
        }
    }

    @Override
    public void save(String name, long token, byte @Nullable [] state) {
        int length = state == null ? 0 : state.length;
        if (length > ReplicaBounds.VALUE_BYTES - HEAD_BYTES) {
            throw new IllegalArgumentException("A state of " + length + " bytes, and at most "
                    + (ReplicaBounds.VALUE_BYTES - HEAD_BYTES) + " may be in shared state");
        }
        byte[] value = state == null ? null : new Saved(token, new Blob(state)).encode();
        node.get()
                .write(
                        HEAD_BYTES + length,
                        (now, engine) -> put(
                                now,
                                engine,
                                new Key(STATE, name),
                                new Versioned(token, value == null ? null : new Blob(value))))
                .join();
    }

    private record Versioned(long token, @Nullable Blob value) {}

    private static void put(Now now, SwarmEngine engine, Key key, Versioned next) {
        Saved latest = latest(engine.shared().kept(key));
        if (latest != null && latest.token > next.token) {
            throw new IllegalArgumentException("A later life has saved already");
        }
        Blob value = next.value;
        engine.shared().keep(now, key, value == null ? null : value.bytes());
    }

    @Override
    public byte @Nullable [] load(String name) {
        List<byte[]> kept = new ArrayList<>();
        node.get()
                .write(0, (now, engine) -> kept.addAll(engine.shared().kept(new Key(STATE, name))))
                .join();
        Saved latest = latest(kept);
        return latest == null ? null : latest.state.bytes();
    }

    private static @Nullable Saved latest(List<byte[]> kept) {
        Saved latest = null;
        for (byte[] bytes : kept) {
            try {
                Saved saved = Saved.decode(bytes);
                latest = latest == null || saved.token > latest.token ? saved : latest;
            } catch (MalformedPacketException e) {
                throw new IllegalArgumentException("What was saved cannot be read", e);
            }
        }
        return latest;
    }
}
