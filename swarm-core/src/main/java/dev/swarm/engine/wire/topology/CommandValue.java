package dev.swarm.engine.wire.topology;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is replicated of a command: a version byte, who, since when that process runs, the term, and whether it ended.
 *
 * @param node who commands, or did
 * @param startedAtMillis start stamp of its process
 * @param term number of the command
 * @param ending why it ended; {@code null} as long as it stands
 */
public record CommandValue(
        NodeId node,
        long startedAtMillis,
        long term,
        @Nullable Ending ending) {

    private static final int VERSION = 1;

    /** Returns its bytes. */
    public byte[] encode() {
        return new VarWriter()
                .writeByte(VERSION)
                .writeText(node.name())
                .writeVar(startedAtMillis)
                .writeVar(term)
                .writeByte(ending == null ? 0 : 1 + BallotChoices.ENDINGS.number(ending))
                .toArray();
    }

    /**
     * Reads a value.
     *
     * @throws MalformedPacketException if it is none
     */
    public static CommandValue decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        int version = in.readByte();
        NodeId node = version == VERSION ? BallotCodec.node(in) : null;
        if (node == null) {
            throw new MalformedPacketException(Rejection.MALFORMED, "a command of version " + version);
        }
        long startedAtMillis = BallotCodec.number(in);
        long term = BallotCodec.term(in, 1);
        int ended = in.readBounded(BallotChoices.ENDINGS.values().size());
        Ending ending = ended == 0 ? null : BallotChoices.ENDINGS.values().get(ended - 1);
        in.requireEnd();
        return new CommandValue(node, startedAtMillis, term, ending);
    }
}
