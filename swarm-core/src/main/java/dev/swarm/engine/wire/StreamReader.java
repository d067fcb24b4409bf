package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import org.jspecify.annotations.Nullable;

/** Reads the structures of streams from bytes that are all there (specification section 5). */
final class StreamReader {

    private final Body body = new Body();

    /** Finds the fields of the header, or of the whole message, of a type. */
    void read(ChunkBuffer in, int length, int type) {
        Field[] structure = switch (type) {
            case MessageType.PING -> Field.PING;
            case MessageType.ACK -> Field.ACK;
            case MessageType.ERR -> Field.FAILURE;
            case MessageType.USER -> Field.USER;
            default -> Field.PUSH_PULL;
        };
        body.read(in.array(), in.from(), in.from() + length, structure);
    }

    /** Returns why what was read last is refused, {@code null} if it is not. */
    @Nullable
    Rejection rejection() {
        return body.rejection();
    }

    boolean flag(Field field) {
        return body.flag(field);
    }

    /** Returns a number that announces how much will follow. */
    int bounded(Field field, int bound) {
        long number = body.number(field);
        if (number > bound) {
            body.reject(Rejection.OVERSIZED);
            return 0;
        }
        return (int) number;
    }

    /** Returns the message of a type that is nothing but its fields. */
    StreamMessage message(int type) {
        return switch (type) {
            case MessageType.PING -> MessageDecoder.ping(body);
            case MessageType.ACK -> MessageDecoder.ack(body);
            default ->
                new StreamMessage.Failure(Text.lenient(
                        body.content(Field.ERROR),
                        body.start(Field.ERROR),
                        body.length(Field.ERROR),
                        StreamBounds.REASON_BYTES));
        };
    }

    /** Reads one member record; only to be believed if there is no {@link #rejection()}. */
    StreamMessage.MemberRecord member(ChunkBuffer in, int length) {
        body.read(in.array(), in.from(), in.from() + length, Field.MEMBER);
        return new StreamMessage.MemberRecord(
                body.name(Field.NAME),
                body.address(Field.ADDR, Field.PORT),
                body.incarnation(),
                state(),
                body.meta(),
                body.versions());
    }

    private StreamMessage.MemberState state() {
        long state = body.number(Field.STATE);
        if (state >= StreamWriter.STATES.size()) {
            body.reject(Rejection.MALFORMED);
            return StreamMessage.MemberState.ALIVE;
        }
        return StreamWriter.STATES.get((int) state);
    }
}
