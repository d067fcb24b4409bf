package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.ValueScanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the message inside a stream, piece by piece: type byte, then a map, then for some types member records and raw
 * bytes. There is no outer length (specification section 12, trap 9), so what has come is used up record by record.
 */
final class PlainStream {

    private enum Phase {
        TYPE,
        HEADER,
        RECORDS,
        USER_BYTES
    }

    private final boolean fromInitiator;
    private final int recordsBound;
    private final ValueScanner scanner = new ValueScanner();
    private final StreamReader reader = new StreamReader();
    private final List<StreamMessage.MemberRecord> records = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private Phase phase = Phase.TYPE;
    private int type;
    private boolean join;
    private int recordsLeft;
    private int userBytes;

    PlainStream(boolean fromInitiator, int recordsBound) {
        this.fromInitiator = fromInitiator;
        this.recordsBound = recordsBound;
    }

    List<Rejection> rejections() {
        return Collections.unmodifiableList(rejections);
    }

    /** Uses up what it can. Returns the message once it is whole, {@code null} before. */
    @Nullable
    StreamMessage advance(ChunkBuffer in) throws MalformedPacketException {
        if (phase == Phase.TYPE && in.length() > 0) {
            readType(in);
        }
        if (phase == Phase.HEADER && isWhole(in)) {
            StreamMessage message = readHeader(in);
            if (message != null) {
                return message;
            }
        }
        while (phase == Phase.RECORDS && recordsLeft > 0 && isWhole(in)) {
            readRecord(in);
        }
        if (phase == Phase.RECORDS && recordsLeft == 0) {
            phase = Phase.USER_BYTES;
        }
        return phase == Phase.USER_BYTES && in.length() >= userBytes ? finish(in) : null;
    }

    private void readType(ChunkBuffer in) throws MalformedPacketException {
        type = in.first();
        boolean isAllowed = switch (type) {
            case MessageType.PUSH_PULL -> true;
            case MessageType.PING, MessageType.USER -> fromInitiator;
            case MessageType.ACK, MessageType.ERR -> !fromInitiator;
            default -> false;
        };
        if (!isAllowed) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "Type " + type + " on a stream");
        }
        in.drop(1);
        phase = Phase.HEADER;
        scanner.start(StreamBounds.RECORD_BYTES);
    }

    private boolean isWhole(ChunkBuffer in) throws MalformedPacketException {
        return switch (scanner.advance(in.array(), in.from(), in.to())) {
            case WHOLE -> true;
            case PARTIAL -> false;
            case OVERSIZED -> throw new MalformedPacketException(Rejection.OVERSIZED, "Record too long");
            case MALFORMED -> throw new MalformedPacketException(Rejection.MALFORMED, "Record is not msgpack");
        };
    }

    /** Returns the message if the header is all of it. */
    private @Nullable StreamMessage readHeader(ChunkBuffer in) throws MalformedPacketException {
        StreamMessage message = null;
        reader.read(in, scanner.length(), type);
        switch (type) {
            case MessageType.PUSH_PULL -> {
                join = reader.flag(Field.JOIN);
                recordsLeft = reader.bounded(Field.NODES, recordsBound);
                userBytes = reader.bounded(Field.USER_STATE_LEN, StreamBounds.USER_BYTES);
            }
            case MessageType.USER -> userBytes = reader.bounded(Field.USER_MSG_LEN, StreamBounds.USER_BYTES);
            default -> message = reader.message(type);
        }
        Rejection rejection = reader.rejection();
        if (rejection != null) {
            throw new MalformedPacketException(rejection, "Header of type " + type);
        }
        in.drop(scanner.length());
        scanner.start(StreamBounds.RECORD_BYTES);
        phase = type == MessageType.PUSH_PULL ? Phase.RECORDS : Phase.USER_BYTES;
        return message;
    }

    /** A record that is not to be believed is skipped: its end is known all the same. */
    private void readRecord(ChunkBuffer in) {
        StreamMessage.MemberRecord member = reader.member(in, scanner.length());
        Rejection rejection = reader.rejection();
        if (rejection == null) {
            records.add(member);
        } else {
            rejections.add(rejection);
        }
        in.drop(scanner.length());
        scanner.start(StreamBounds.RECORD_BYTES);
        recordsLeft--;
    }

    private StreamMessage finish(ChunkBuffer in) {
        Bytes user = userBytes == 0 ? Bytes.EMPTY : Bytes.owning(in.take(userBytes));
        return type == MessageType.USER ? new Message.UserData(user) : new StreamMessage.PushPull(join, records, user);
    }
}
