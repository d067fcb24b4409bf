package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.engine.wire.comms.BatchReader;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import org.jspecify.annotations.Nullable;

/** A message that arrives, read in place; one object serves for all. Not to be kept. */
public final class Arrival {

    private final BatchReader reader;
    private NodeId from;
    private Priority priority = Priority.NORMAL;
    private @Nullable NodeId relay;

    Arrival(BatchReader reader, NodeId self) {
        this.reader = reader;
        this.from = self;
    }

    void set(NodeId sender, Priority urgency, @Nullable NodeId over) {
        from = sender;
        priority = urgency;
        relay = over;
    }

    /** Returns who sent it. */
    public NodeId from() {
        return from;
    }

    /** Returns how urgent it is. */
    public Priority priority() {
        return priority;
    }

    /** Returns who passed it on, {@code null} if it came directly. */
    public @Nullable NodeId relay() {
        return relay;
    }

    /** Returns what is expected of this node. */
    public EntryKind kind() {
        return reader.kind();
    }

    /** Returns the number that the answer is to have. */
    public long number() {
        return reader.number();
    }

    /** Returns how the content is to be read. */
    public Payload.Form form() {
        return reader.form();
    }

    /** Returns the name of the content's type; empty for bytes and texts. */
    public String type() {
        return reader.type();
    }

    /** Returns a copy of the content. */
    public byte[] content() {
        return reader.content();
    }
}
