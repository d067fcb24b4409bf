package dev.swarm.engine.wire.topology;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import org.jspecify.annotations.Nullable;

/** What is replicated of promotions: a role for each node that was given one, and the first choice for the command. */
public final class RoleValue {

    private RoleValue() {}

    /**
     * Returns the bytes of a role.
     *
     * @throws IllegalArgumentException for the commander's, which nobody can be given
     */
    public static byte[] encode(Role role) {
        int number = BallotChoices.ROLES.number(role);
        if (number < 0) {
            throw new IllegalArgumentException("The role " + role.label() + " cannot be given");
        }
        return new byte[] {(byte) number};
    }

    /**
     * Reads a role.
     *
     * @throws MalformedPacketException if it is none
     */
    public static Role decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        Role role = BallotChoices.ROLES.read(in);
        in.requireEnd();
        return role;
    }

    /** Returns the bytes of a first choice. */
    public static byte[] encode(NodeId node) {
        return new VarWriter().writeText(node.name()).toArray();
    }

    /**
     * Reads a first choice; {@code null} for nobody.
     *
     * @throws MalformedPacketException if it is none
     */
    public static @Nullable NodeId decodeChoice(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        NodeId node = BallotCodec.node(in);
        in.requireEnd();
        return node;
    }
}
