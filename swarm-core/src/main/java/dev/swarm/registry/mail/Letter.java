package dev.swarm.registry.mail;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.comms.Payload.Form;
import dev.swarm.engine.wire.compact.Choices;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A message to a worker on its way between two nodes.
 *
 * @param from who sent it first
 * @param name whom it is for, with its scope
 * @param isAsk whether an answer is wanted, or only the word that it is in the mailbox
 * @param hops how often it was passed on, 0 to {@value #MOST_HOPS}
 * @param timeoutMillis how long its sender waits from now on, 1 ms to 1 h
 * @param content what is said
 */
public record Letter(NodeId from, String name, boolean isAsk, int hops, long timeoutMillis, Payload content) {

    /** The type by which letters travel; no class of users has such a name. */
    public static final String TYPE = "swarm:letter";

    /** How often a letter is passed on at most. */
    public static final int MOST_HOPS = 3;

    private static final byte[] TYPE_BYTES = TYPE.getBytes(StandardCharsets.UTF_8);
    private static final int MOST_MILLIS = 3_600_000;
    private static final int MOST_NAME_BYTES = 1024;
    private static final int MOST_NODE_BYTES = 512;
    private static final int MOST_CONTENT_BYTES = 64 * 1024 * 1024;
    static final Choices<Form> FORMS = new Choices<>(List.of(Form.BYTES, Form.TEXT, Form.VALUE, Form.NOTHING));

    /** Returns it as it travels. */
    public Payload encode() {
        VarWriter out = new VarWriter()
                .writeByte(isAsk ? 1 : 0)
                .writeVar(hops)
                .writeVar(timeoutMillis)
                .writeText(from.name())
                .writeText(name)
                .writeByte(FORMS.number(content.form()))
                .writeBytes(content.type())
                .writeBytes(content.bytes());
        return new Payload(Form.VALUE, TYPE_BYTES, out.toArray());
    }

    /**
     * Reads one that came.
     *
     * @throws MalformedPacketException if it is none
     */
    public static Letter decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        boolean isAsk = in.readByte() == 1;
        int hops = in.readBounded(MOST_HOPS);
        long timeout = Math.max(1, in.readBounded(MOST_MILLIS));
        String from = in.readText(MOST_NODE_BYTES);
        String name = in.readText(MOST_NAME_BYTES);
        Form form = FORMS.read(in);
        byte[] type = in.readBytes(Payload.TYPE_BYTES);
        Payload content = new Payload(form, type, in.readBytes(MOST_CONTENT_BYTES));
        in.requireEnd();
        return new Letter(node(from), name, isAsk, hops, timeout, content);
    }

    private static NodeId node(String name) throws MalformedPacketException {
        try {
            return NodeId.of(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException(Rejection.MALFORMED, "no name of a node");
        }
    }
}
