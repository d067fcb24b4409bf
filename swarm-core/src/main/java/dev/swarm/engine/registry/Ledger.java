package dev.swarm.engine.registry;

import dev.swarm.engine.replication.Marks;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What all nodes know of names and of those that own them: the part of shared state that is the registry's. */
public interface Ledger {

    /** Letter of a name's key. */
    char NAME = 'n';

    /** Letter of an owner's key. */
    char NODE = 'r';

    /** A key is about to be looked for or written. */
    void expect(Key key);

    /** Returns the values under a key, {@code null} if there are none. */
    @Nullable
    Row get(Key key);

    /** Returns the marks on rows of names. */
    Marks marks();

    /**
     * Writes a value.
     *
     * @param value {@code null} to take the key away
     * @return the hybrid time of the write
     * @throws dev.swarm.api.failure.OverlayFullException if there is no room; nothing has changed then
     */
    long write(Now now, Key key, byte @Nullable [] value);

    /** Returns a moment later than all before, and than all that others told. */
    long time(Now now);

    /** Returns in how many parts {@link #forEach} goes through all keys. */
    int parts();

    /** Returns how many keys a part has, whatever they begin with. */
    int keys(int part);

    /** Hands over the names of one part whose keys have a letter, and their rows; nothing may be written meanwhile. */
    void forEach(int part, char space, BiConsumer<String, Row> taker);
}
