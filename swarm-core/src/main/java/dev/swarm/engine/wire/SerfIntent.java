package dev.swarm.engine.wire;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.format.PackWriter;
import org.jspecify.annotations.Nullable;

/**
 * The one message of Serf that a node of ours says: that somebody means to leave (specification section 15). A Serf
 * agent takes whoever goes without it for failed. It is user data of a type byte and a map.
 */
public final class SerfIntent {

    private static final int LEAVE = 0;

    /** Stands before the tags of an agent. */
    private static final byte TAGS = (byte) 0xFF;

    private static final int CAPACITY = 64;

    private SerfIntent() {}

    /** Tells whether a member describes itself as Serf agents do; others could not make sense of an intent. */
    public static boolean isUnderstoodBy(@Nullable Bytes meta) {
        return meta != null && meta.length() > 0 && meta.view()[0] == TAGS;
    }

    /**
     * Returns the intent to leave.
     *
     * @param node who leaves
     * @param time Lamport time, above that of every earlier intent about the node, or agents ignore it
     */
    public static Message.UserData leave(NodeId node, long time) {
        PackWriter out = new PackWriter(CAPACITY);
        out.put(LEAVE);
        out.map(3);
        out.text("LTime");
        out.unsigned(time);
        out.text("Node");
        out.text(node.name());
        out.text("Prune");
        out.flag(false);
        return new Message.UserData(Bytes.owning(out.toArray()));
    }
}
