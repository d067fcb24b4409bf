package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the message of one type byte and body. Never throws for what it reads: a bad message is a rejection. */
final class MessageDecoder {

    private final Body body = new Body();
    private @Nullable Rejection rejection;

    /** Returns the message, or {@code null} if it is refused; then {@link #rejection()} says why. */
    @Nullable
    Message decode(int type, byte[] bytes, int from, int to) {
        rejection = null;
        Message message = switch (type) {
            case MessageType.PING -> ping(bytes, from, to);
            case MessageType.INDIRECT_PING -> indirectPing(bytes, from, to);
            case MessageType.ACK -> ack(bytes, from, to);
            case MessageType.NACK -> nack(bytes, from, to);
            case MessageType.SUSPECT -> suspect(bytes, from, to);
            case MessageType.ALIVE -> alive(bytes, from, to);
            case MessageType.DEAD -> dead(bytes, from, to);
            case MessageType.USER -> new Message.UserData(Bytes.owning(Arrays.copyOfRange(bytes, from, to)));
            default -> null;
        };
        if (message == null) {
            rejection = Rejection.UNEXPECTED_TYPE;
        } else if (type != MessageType.USER) {
            rejection = body.rejection();
        }
        return rejection == null ? message : null;
    }

    /** Returns why the last message was refused, {@code null} if it was not. */
    @Nullable
    Rejection rejection() {
        return rejection;
    }

    private Message ping(byte[] bytes, int from, int to) {
        body.read(bytes, from, to, Field.PING);
        return ping(body);
    }

    static Message.Ping ping(Body body) {
        return new Message.Ping(
                body.number(Field.SEQ_NO),
                body.optionalName(Field.NODE),
                body.optionalAddress(Field.SOURCE_ADDR, Field.SOURCE_PORT),
                body.optionalName(Field.SOURCE_NODE));
    }

    private Message indirectPing(byte[] bytes, int from, int to) {
        body.read(bytes, from, to, Field.INDIRECT_PING);
        return new Message.IndirectPing(
                body.number(Field.SEQ_NO),
                body.name(Field.NODE),
                body.address(Field.TARGET, Field.PORT),
                body.flag(Field.NACK),
                body.optionalAddress(Field.SOURCE_ADDR, Field.SOURCE_PORT),
                body.optionalName(Field.SOURCE_NODE));
    }

    private Message ack(byte[] bytes, int from, int to) {
        body.read(bytes, from, to, Field.ACK);
        return ack(body);
    }

    static Message.Ack ack(Body body) {
        return new Message.Ack(body.number(Field.SEQ_NO), body.bytes(Field.PAYLOAD));
    }

    private Message nack(byte[] bytes, int from, int to) {
        body.read(bytes, from, to, Field.NACK_ANSWER);
        return new Message.Nack(body.number(Field.SEQ_NO));
    }

    private Message suspect(byte[] bytes, int from, int to) {
        body.read(bytes, from, to, Field.ACCUSATION);
        return new Message.Suspect(body.name(Field.NODE), body.incarnation(), body.name(Field.FROM));
    }

    private Message dead(byte[] bytes, int from, int to) {
        body.read(bytes, from, to, Field.ACCUSATION);
        return new Message.Dead(body.name(Field.NODE), body.incarnation(), body.name(Field.FROM));
    }

    private Message alive(byte[] bytes, int from, int to) {
        body.read(bytes, from, to, Field.ALIVE);
        return new Message.Alive(
                body.name(Field.NODE),
                body.incarnation(),
                body.address(Field.ADDR, Field.PORT),
                body.meta(),
                body.versions());
    }
}
