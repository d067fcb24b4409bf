package dev.swarm.engine.wire.registry;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.function.UnaryOperator;

/** Bytes ↔ {@link Op}, within a message: a type byte and what it has. */
final class OpForm {

    private static final int REGISTER = 1;
    private static final int STOP = 2;
    private static final int UNREGISTER = 3;
    private static final int JOIN = 4;
    private static final int LEAVE = 5;
    private static final int HINT = 6;

    private OpForm() {}

    static void write(VarWriter out, Op op) {
        if (op instanceof Op.Register register) {
            RegistryWriter.recipe(out.writeByte(REGISTER), register.recipe());
        } else if (op instanceof Op.Stop stop) {
            out.writeByte(STOP)
                    .writeByte(RegistryChoices.MODES.number(stop.mode()))
                    .writeVar(stop.token());
        } else if (op instanceof Op.Unregister) {
            out.writeByte(UNREGISTER);
        } else if (op instanceof Op.Join join) {
            out.writeByte(JOIN).writeText(join.group());
        } else if (op instanceof Op.Leave leave) {
            out.writeByte(LEAVE).writeText(leave.group());
        } else if (op instanceof Op.Hint hint) {
            RegistryWriter.hint(out.writeByte(HINT), hint.hint());
        }
    }

    static Op read(VarReader in) throws MalformedPacketException {
        RegistryReader parts = new RegistryReader(in, UnaryOperator.identity());
        int type = in.readByte();
        return switch (type) {
            case REGISTER -> new Op.Register(parts.recipe());
            case STOP -> new Op.Stop(RegistryChoices.MODES.read(in), RegistryReader.token(in, 0));
            case UNREGISTER -> new Op.Unregister();
            case JOIN -> new Op.Join(parts.group());
            case LEAVE -> new Op.Leave(parts.group());
            case HINT -> new Op.Hint(parts.hint());
            default -> throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "an ask of type " + type);
        };
    }
}
