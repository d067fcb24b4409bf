package dev.swarm.engine.comms;

import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.BatchReader;

/** What comes in one batch: messages to the inbox, replies to those who wait. */
final class Arrivals {

    /** How many messages came. */
    int messages;

    /** Whether more are welcome. */
    boolean welcome = true;

    private final Inbox inbox;
    private final Waits waits;

    Arrivals(Inbox inbox, Waits waits) {
        this.inbox = inbox;
        this.waits = waits;
    }

    /** Takes all entries that a reader stands before. */
    void receive(BatchReader entries, Arrival each) throws MalformedPacketException {
        while (entries.next()) {
            if (entries.kind().isForHandler()) {
                messages++;
                welcome &= inbox.take(each);
            } else {
                waits.onReply(entries.number(), each.from(), reply(entries));
            }
        }
    }

    private static Reply reply(BatchReader entries) {
        return switch (entries.kind()) {
            case ANSWER -> new Reply.Answered(entries.payload());
            case HANDLED -> new Reply.Handled();
            case UNHANDLED -> new Reply.Failed(false, entries.text());
            case FAILED, MESSAGE, DELIVERY, REQUEST -> new Reply.Failed(true, entries.text());
        };
    }
}
