package dev.swarm.engine.registry;

import dev.swarm.engine.replication.Row;
import dev.swarm.engine.step.Now;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What all nodes know of names and of those that own them: the part of shared state that is the registry's. */
public interface Ledger {

    /** Key of a name's row begins so. */
    String NAME = "n:";

    /** Key of an owner's row begins so. */
    String NODE = "r:";

    /** Returns the values under a key, {@code null} if there are none. */
    @Nullable
    Row get(String key);

    /**
     * Writes a value.
     *
     * @param value {@code null} to take the key away
     * @throws dev.swarm.api.failure.OverlayFullException if there is no room; nothing has changed then
     */
    void write(Now now, String key, byte @Nullable [] value);

    /** Returns a moment later than all before, and than all that others told. */
    long time(Now now);

    /** Returns in how many parts {@link #forEach} goes through all keys. */
    int parts();

    /** Returns how many keys a part has, whatever they begin with. */
    int keys(int part);

    /** Hands over the keys of one part that begin with a prefix, and their values; nothing may be written meanwhile. */
    void forEach(int part, String prefix, BiConsumer<String, Row> taker);
}
