package dev.swarm.registry.mail;

import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.compact.Choices;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.List;

/**
 * What became of a message to a worker.
 *
 * @param status in a word
 * @param content the answer, or a text that says why there is none
 */
public record Receipt(Status status, Payload content) {

    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final Choices<Status> STATUSES = new Choices<>(
            List.of(Status.TAKEN, Status.ANSWERED, Status.THREW, Status.ELSEWHERE, Status.FULL, Status.UNSURE));

    /** In a word. */
    public enum Status {
        /** It is in the mailbox. */
        TAKEN,
        /** The worker has answered. */
        ANSWERED,
        /** The worker threw. */
        THREW,
        /** The name is not here, or ends; certainly not handled, and may be sent again. */
        ELSEWHERE,
        /** The mailbox is full; certainly not handled. */
        FULL,
        /** It may have been handled or not. */
        UNSURE
    }

    /** It is in the mailbox. */
    public static final Receipt TAKEN = new Receipt(Status.TAKEN, Payload.NOTHING);

    /** The name is not here. */
    public static final Receipt ELSEWHERE = new Receipt(Status.ELSEWHERE, Payload.NOTHING);

    /** The mailbox is full. */
    public static final Receipt FULL = new Receipt(Status.FULL, Payload.NOTHING);

    /** Returns the answer of a worker. */
    public static Receipt answered(Payload answer) {
        return new Receipt(Status.ANSWERED, answer);
    }

    /** Returns that a worker threw. */
    public static Receipt threw(Throwable error) {
        return new Receipt(Status.THREW, Payload.of(error.getClass().getName() + ": " + error.getMessage()));
    }

    /** Returns that nobody knows. */
    public static Receipt unsure(String reason) {
        return new Receipt(Status.UNSURE, Payload.of(reason));
    }

    /** Returns it as it travels. */
    public Payload encode() {
        return Payload.of(new VarWriter()
                .writeByte(STATUSES.number(status))
                .writeByte(Letter.FORMS.number(content.form()))
                .writeBytes(content.bytes())
                .toArray());
    }

    /**
     * Reads one that came.
     *
     * @throws MalformedPacketException if it is none
     */
    public static Receipt decode(byte[] bytes) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        Status status = STATUSES.read(in);
        Payload.Form form = Letter.FORMS.read(in);
        Payload content = new Payload(form, Payload.NOTHING.type(), in.readBytes(MOST_BYTES));
        in.requireEnd();
        return new Receipt(status, content);
    }
}
