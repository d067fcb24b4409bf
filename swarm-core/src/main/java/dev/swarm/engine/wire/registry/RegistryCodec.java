package dev.swarm.engine.wire.registry;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.Choices;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import dev.swarm.engine.wire.registry.RegistryMessage.Abort;
import dev.swarm.engine.wire.registry.RegistryMessage.Ask;
import dev.swarm.engine.wire.registry.RegistryMessage.Cancel;
import dev.swarm.engine.wire.registry.RegistryMessage.Commit;
import dev.swarm.engine.wire.registry.RegistryMessage.Live;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepare;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepared;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Bytes ↔ {@link RegistryMessage}: the channel's byte, a type byte, then numbers as {@link VarWriter} does. None is
 * longer than {@link RegistryBounds} add up to: state, arguments, groups and some 3,000 bytes.
 */
public final class RegistryCodec {

    /** First byte of every message about names, which tells them from other users of the data plane. */
    public static final byte CHANNEL = 4;

    private static final int ASK = 1;
    private static final int REPLY = 2;
    private static final int CANCEL = 3;
    private static final int PREPARE = 4;
    private static final int PREPARED = 5;
    private static final int COMMIT = 6;
    private static final int LIVE = 7;
    private static final int ABORT = 8;

    /** Answers to a {@link Prepare}. */
    private static final Choices<Readiness> READINESS =
            new Choices<>(List.of(Readiness.REFUSED, Readiness.ACCEPTED, Readiness.LATER));

    private enum Readiness {
        REFUSED,
        ACCEPTED,
        LATER
    }

    private RegistryCodec() {}

    /** Returns the bytes of a message; of a reason that is too long they have the start. */
    public static byte[] encode(RegistryMessage message) {
        VarWriter out = new VarWriter().writeByte(CHANNEL);
        if (message instanceof Ask ask) {
            out.writeByte(ASK)
                    .writeVar(ask.request())
                    .writeVar(ask.patienceMillis())
                    .writeText(ask.name());
            OpForm.write(out, ask.op());
        } else if (message instanceof Reply reply) {
            out.writeByte(REPLY)
                    .writeVar(reply.request())
                    .writeByte(RegistryChoices.VERDICTS.number(reply.verdict()))
                    .writeVar(reply.token());
            RegistryWriter.node(out, reply.node());
            RegistryWriter.reason(out, reply.reason());
        } else if (message instanceof Cancel cancel) {
            out.writeByte(CANCEL).writeVar(cancel.request());
        } else if (message instanceof Prepare prepare) {
            write(out, prepare);
        } else if (message instanceof Prepared prepared) {
            out.writeByte(PREPARED).writeVar(prepared.move()).writeByte(READINESS.number(readiness(prepared)));
            RegistryWriter.reason(out, prepared.reason());
        } else if (message instanceof Commit commit) {
            out.writeByte(COMMIT).writeVar(commit.move());
        } else if (message instanceof Live live) {
            out.writeByte(LIVE).writeVar(live.move()).writeVar(live.token());
        } else if (message instanceof Abort abort) {
            out.writeByte(ABORT).writeVar(abort.move());
        }
        return out.toArray();
    }

    /**
     * Reads a whole message.
     *
     * @param bytes the message; they stay unchanged
     * @throws MalformedPacketException for everything that no encoder wrote
     */
    public static RegistryMessage decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        int channel = in.readByte();
        int type = in.readByte();
        if (channel != CHANNEL) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of channel " + channel);
        }
        RegistryReader parts = new RegistryReader(in, UnaryOperator.identity());
        RegistryMessage message = switch (type) {
            case ASK -> ask(in, parts);
            case REPLY ->
                new Reply(
                        in.readVar(),
                        RegistryChoices.VERDICTS.read(in),
                        RegistryReader.token(in, 0),
                        parts.node(),
                        parts.reason());
            case CANCEL -> new Cancel(in.readVar());
            case PREPARE -> prepare(in, parts);
            case PREPARED -> prepared(in, parts);
            case COMMIT -> new Commit(in.readVar());
            case LIVE -> new Live(in.readVar(), RegistryReader.token(in, 0));
            case ABORT -> new Abort(in.readVar());
            default -> throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of type " + type);
        };
        in.requireEnd();
        return message;
    }

    private static Ask ask(VarReader in, RegistryReader parts) throws MalformedPacketException {
        long request = in.readVar();
        int patienceMillis = in.readBounded(RegistryBounds.PATIENCE_MILLIS);
        if (patienceMillis < 1) {
            throw RegistryReader.malformed("an ask without patience");
        }
        return new Ask(request, parts.name(), OpForm.read(in), patienceMillis);
    }

    private static void write(VarWriter out, Prepare prepare) {
        out.writeByte(PREPARE)
                .writeVar(prepare.move())
                .writeText(prepare.name())
                .writeVar(prepare.token())
                .writeByte(Choices.NO_OR_YES.number(prepare.isFirst()));
        RegistryWriter.recipe(out, prepare.recipe());
        RegistryWriter.state(out, prepare.luggage());
    }

    private static Prepare prepare(VarReader in, RegistryReader parts) throws MalformedPacketException {
        long move = in.readVar();
        String name = parts.name();
        long token = RegistryReader.token(in, 0);
        boolean isFirst = Choices.NO_OR_YES.read(in);
        return new Prepare(move, name, parts.recipe(), token, parts.state(), isFirst);
    }

    private static Readiness readiness(Prepared prepared) {
        if (prepared.accepted()) {
            return Readiness.ACCEPTED;
        }
        return prepared.retry() ? Readiness.LATER : Readiness.REFUSED;
    }

    private static Prepared prepared(VarReader in, RegistryReader parts) throws MalformedPacketException {
        long move = in.readVar();
        Readiness readiness = READINESS.read(in);
        return new Prepared(move, readiness == Readiness.ACCEPTED, readiness == Readiness.LATER, parts.reason());
    }
}
