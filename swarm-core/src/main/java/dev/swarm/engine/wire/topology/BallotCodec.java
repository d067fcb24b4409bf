package dev.swarm.engine.wire.topology;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.Choices;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.BallotMessage.LetGo;
import dev.swarm.engine.wire.topology.BallotMessage.Release;
import dev.swarm.engine.wire.topology.BallotMessage.Vote;
import org.jspecify.annotations.Nullable;

/**
 * Bytes ↔ {@link BallotMessage}: the channel's byte, a type byte, then numbers as {@link VarWriter} does. None is
 * longer than a name and some 40 bytes.
 */
public final class BallotCodec {

    /** First byte of every message about command, which tells them from other users of the data plane. */
    public static final byte CHANNEL = 2;

    private static final int ASK = 1;
    private static final int VOTE = 2;
    private static final int LET_GO = 3;
    private static final int RELEASE = 4;

    /** No lease is longer than some minutes; a day leaves room for whatever comes. */
    private static final int MAX_LEASE_MILLIS = 86_400_000;

    private BallotCodec() {}

    /** Returns the bytes of a message. */
    public static byte[] encode(BallotMessage message) {
        VarWriter out = new VarWriter().writeByte(CHANNEL);
        if (message instanceof Ask ask) {
            out.writeByte(ASK)
                    .writeByte(BallotChoices.KINDS.number(ask.kind()))
                    .writeVar(ask.term())
                    .writeVar(ask.startedAtMillis())
                    .writeVar(ask.round())
                    .writeByte(Choices.NO_OR_YES.number(ask.insistent()))
                    .writeVar(ask.leaseMillis());
        } else if (message instanceof Vote vote) {
            NodeId other = vote.other();
            out.writeByte(VOTE)
                    .writeByte(BallotChoices.KINDS.number(vote.kind()))
                    .writeVar(vote.term())
                    .writeVar(vote.round())
                    .writeByte(BallotChoices.VERDICTS.number(vote.verdict()))
                    .writeVar(vote.seenTerm())
                    .writeText(other == null ? "" : other.name());
        } else if (message instanceof LetGo) {
            out.writeByte(LET_GO);
        } else if (message instanceof Release release) {
            out.writeByte(RELEASE).writeVar(release.term()).writeByte(BallotChoices.ENDINGS.number(release.ending()));
        }
        return out.toArray();
    }

    /**
     * Reads a whole message.
     *
     * @param bytes the message; they stay unchanged
     * @throws MalformedPacketException for everything that no encoder wrote
     */
    public static BallotMessage decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        int channel = in.readByte();
        int type = in.readByte();
        if (channel != CHANNEL) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of channel " + channel);
        }
        BallotMessage message = switch (type) {
            case ASK ->
                new Ask(
                        BallotChoices.KINDS.read(in),
                        term(in, 1),
                        number(in),
                        number(in),
                        Choices.NO_OR_YES.read(in),
                        in.readBounded(MAX_LEASE_MILLIS));
            case VOTE ->
                new Vote(
                        BallotChoices.KINDS.read(in),
                        term(in, 1),
                        number(in),
                        BallotChoices.VERDICTS.read(in),
                        term(in, 0),
                        node(in));
            case LET_GO -> new LetGo();
            case RELEASE -> new Release(term(in, 1), BallotChoices.ENDINGS.read(in));
            default -> throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of type " + type);
        };
        in.requireEnd();
        return message;
    }

    static long term(VarReader in, long least) throws MalformedPacketException {
        long term = in.readVar();
        if (term < least || term > BallotMessage.MAX_TERM) {
            throw new MalformedPacketException(Rejection.MALFORMED, "term " + term);
        }
        return term;
    }

    static long number(VarReader in) throws MalformedPacketException {
        long number = in.readVar();
        if (number < 0) {
            throw new MalformedPacketException(Rejection.MALFORMED, "a number below zero");
        }
        return number;
    }

    /** Reads a name, {@code null} if it is empty. */
    static @Nullable NodeId node(VarReader in) throws MalformedPacketException {
        String name = in.readText(NodeId.MAX_BYTES);
        try {
            return name.isEmpty() ? null : NodeId.of(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException(Rejection.MALFORMED, "a name that is none");
        }
    }
}
