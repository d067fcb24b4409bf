package dev.swarm.engine.wire;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.format.PackWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of datagrams in memberlist's msgpack dialect (specification sections 4 and 5), to the same bytes as
 * memberlist does. May be used by any thread.
 */
public final class MessageEncoder {

    private static final int CAPACITY = 128;
    private static final String ANYBODY = "";

    private MessageEncoder() {}

    /**
     * Returns the type byte and the body: a part for {@link CompoundBuilder}, or a whole text for {@link
     * PacketCodec#seal}.
     */
    public static byte[] encode(Message message) {
        PackWriter out = new PackWriter(CAPACITY);
        write(out, message);
        return out.toArray();
    }

    private static void write(PackWriter out, Message message) {
        if (message instanceof Message.Ping ping) {
            write(out, ping);
        } else if (message instanceof Message.Ack ack) {
            write(out, ack);
        } else if (message instanceof Message.IndirectPing ping) {
            write(out, ping);
        } else if (message instanceof Message.Nack nack) {
            begin(out, MessageType.NACK, 1);
            number(out, Field.SEQ_NO, nack.seqNo());
        } else if (message instanceof Message.Alive alive) {
            write(out, alive);
        } else if (message instanceof Message.Suspect suspect) {
            accusation(out, MessageType.SUSPECT, suspect, suspect.from());
        } else if (message instanceof Message.Dead dead) {
            accusation(out, MessageType.DEAD, dead, dead.from());
        } else if (message instanceof Message.UserData user) {
            out.put(MessageType.USER);
            out.put(user.content().view());
        }
    }

    static void write(PackWriter out, Message.Ping ping) {
        begin(out, MessageType.PING, 2 + sourceFields(ping.source(), ping.sourceNode()));
        text(out, Field.NODE, ping.target() == null ? ANYBODY : ping.target().name());
        number(out, Field.SEQ_NO, ping.seqNo());
        source(out, ping.source(), ping.sourceNode());
    }

    static void write(PackWriter out, Message.Ack ack) {
        begin(out, MessageType.ACK, 2);
        optional(out, Field.PAYLOAD, ack.payload());
        number(out, Field.SEQ_NO, ack.seqNo());
    }

    private static void write(PackWriter out, Message.IndirectPing ping) {
        begin(out, MessageType.INDIRECT_PING, 5 + sourceFields(ping.source(), ping.sourceNode()));
        out.put(Field.NACK.key());
        out.flag(ping.wantsNack());
        text(out, Field.NODE, ping.target().name());
        number(out, Field.PORT, ping.targetAddress().port());
        number(out, Field.SEQ_NO, ping.seqNo());
        source(out, ping.source(), ping.sourceNode());
        raw(out, Field.TARGET, ping.targetAddress().ip());
    }

    private static void write(PackWriter out, Message.Alive alive) {
        begin(out, MessageType.ALIVE, 6);
        raw(out, Field.ADDR, alive.address().ip());
        number(out, Field.INCARNATION, alive.incarnation().value());
        optional(out, Field.META, alive.meta());
        text(out, Field.NODE, alive.node().name());
        number(out, Field.PORT, alive.address().port());
        versions(out, alive.versions());
    }

    private static void accusation(PackWriter out, int type, Message.Claim claim, NodeId from) {
        begin(out, type, 3);
        text(out, Field.FROM, from.name());
        number(out, Field.INCARNATION, claim.incarnation().value());
        text(out, Field.NODE, claim.node().name());
    }

    static void begin(PackWriter out, int type, int fields) {
        out.put(type);
        out.map(fields);
    }

    static void number(PackWriter out, Field field, long value) {
        out.put(field.key());
        out.unsigned(value);
    }

    static void text(PackWriter out, Field field, String value) {
        out.put(field.key());
        out.text(value);
    }

    static void raw(PackWriter out, Field field, byte[] value) {
        out.put(field.key());
        out.raw(value);
    }

    static void optional(PackWriter out, Field field, @Nullable Bytes value) {
        out.put(field.key());
        if (value == null) {
            out.nil();
        } else {
            out.raw(value.view());
        }
    }

    static void versions(PackWriter out, @Nullable Versions versions) {
        out.put(Field.VSN.key());
        if (versions == null) {
            out.nil();
        } else {
            out.raw(versions.toBytes());
        }
    }

    /** Address, port and name of the sender are each left out when empty. */
    private static int sourceFields(@Nullable NodeAddress source, @Nullable NodeId node) {
        return (source == null ? 0 : source.port() == 0 ? 1 : 2) + (node == null ? 0 : 1);
    }

    private static void source(PackWriter out, @Nullable NodeAddress source, @Nullable NodeId node) {
        if (source != null) {
            raw(out, Field.SOURCE_ADDR, source.ip());
        }
        if (node != null) {
            text(out, Field.SOURCE_NODE, node.name());
        }
        if (source != null && source.port() != 0) {
            number(out, Field.SOURCE_PORT, source.port());
        }
    }
}
