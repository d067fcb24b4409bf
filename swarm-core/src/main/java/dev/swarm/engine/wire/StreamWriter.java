package dev.swarm.engine.wire;

import dev.swarm.engine.wire.format.PackWriter;
import java.util.List;

/** Writes the plain messages of streams (specification section 7.1). */
final class StreamWriter {

    /** In the order of their numbers on the wire. */
    static final List<StreamMessage.MemberState> STATES = List.of(
            StreamMessage.MemberState.ALIVE,
            StreamMessage.MemberState.SUSPECT,
            StreamMessage.MemberState.DEAD,
            StreamMessage.MemberState.LEFT);

    private static final int HEADER_BYTES = 64;

    /** A usual member record without its metadata. */
    private static final int MEMBER_BYTES = 96;

    private final PackWriter out;
    private final boolean signedNumbers;

    private StreamWriter(PackWriter out, boolean signedNumbers) {
        this.out = out;
        this.signedNumbers = signedNumbers;
    }

    /** Returns the message with its type byte. */
    static PackWriter write(StreamMessage message, boolean signedNumbers) {
        PackWriter out = new PackWriter(expectedLength(message));
        StreamWriter writer = new StreamWriter(out, signedNumbers);
        if (message instanceof StreamMessage.PushPull pushPull) {
            writer.write(pushPull);
        } else if (message instanceof Message.UserData user) {
            writer.write(user);
        } else if (message instanceof Message.Ping ping) {
            MessageEncoder.write(out, ping);
        } else if (message instanceof Message.Ack ack) {
            MessageEncoder.write(out, ack);
        } else if (message instanceof StreamMessage.Failure failure) {
            MessageEncoder.begin(out, MessageType.ERR, 1);
            MessageEncoder.text(out, Field.ERROR, failure.reason());
        }
        return out;
    }

    private void write(Message.UserData user) {
        checkUserBytes(user.content());
        MessageEncoder.begin(out, MessageType.USER, 1);
        integer(Field.USER_MSG_LEN, user.content().length());
        out.put(user.content().view());
    }

    private void write(StreamMessage.PushPull pushPull) {
        checkUserBytes(pushPull.userState());
        if (pushPull.records().size() > StreamBounds.RECORDS) {
            throw new IllegalArgumentException("A push/pull holds at most " + StreamBounds.RECORDS + " members, not "
                    + pushPull.records().size());
        }
        MessageEncoder.begin(out, MessageType.PUSH_PULL, 3);
        out.put(Field.JOIN.key());
        out.flag(pushPull.join());
        integer(Field.NODES, pushPull.records().size());
        integer(Field.USER_STATE_LEN, pushPull.userState().length());
        for (StreamMessage.MemberRecord record : pushPull.records()) {
            write(record);
        }
        out.put(pushPull.userState().view());
    }

    private void write(StreamMessage.MemberRecord record) {
        out.map(Field.MEMBER.length);
        MessageEncoder.raw(out, Field.ADDR, record.address().ip());
        MessageEncoder.number(out, Field.INCARNATION, record.incarnation().value());
        MessageEncoder.optional(out, Field.META, record.meta());
        MessageEncoder.text(out, Field.NAME, record.name().name());
        MessageEncoder.number(out, Field.PORT, record.address().port());
        integer(Field.STATE, STATES.indexOf(record.state()));
        MessageEncoder.versions(out, record.versions());
    }

    private void integer(Field field, long value) {
        out.put(field.key());
        if (signedNumbers) {
            out.signed(value);
        } else {
            out.unsigned(value);
        }
    }

    private static void checkUserBytes(Bytes bytes) {
        if (bytes.length() > StreamBounds.USER_BYTES) {
            throw new IllegalArgumentException(
                    "User bytes on a stream are at most " + StreamBounds.USER_BYTES + ", not " + bytes.length());
        }
    }

    private static int expectedLength(StreamMessage message) {
        if (message instanceof StreamMessage.PushPull pushPull) {
            int length = HEADER_BYTES + pushPull.userState().length();
            for (StreamMessage.MemberRecord record : pushPull.records()) {
                length += MEMBER_BYTES
                        + (record.meta() == null ? 0 : record.meta().length());
            }
            return length;
        }
        return message instanceof Message.UserData user
                ? HEADER_BYTES + user.content().length()
                : HEADER_BYTES;
    }
}
