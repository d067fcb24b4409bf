package dev.swarm.engine.comms;

import dev.swarm.engine.wire.comms.BatchForm;

/** Entries that leave together: an array whose first bytes are left for the head of a direct message. */
final class Batch {

    /** None waits. */
    static final Batch EMPTY = new Batch(new byte[0], 0, 0, false);

    /** Some wait, but they do not fit. */
    static final Batch TOO_LONG = new Batch(new byte[0], 0, 0, false);

    static final int ENTRIES_AT = BatchForm.DIRECT_HEAD_BYTES;

    /** The head's room and the entries, to the end of the array. */
    final byte[] bytes;

    /** How many entries are messages, requests and deliveries. */
    final int messages;

    /** How many are for somebody who waits. */
    final int answers;

    /** Whether some expire. */
    final boolean timed;

    Batch(byte[] bytes, int messages, int answers, boolean timed) {
        this.bytes = bytes;
        this.messages = messages;
        this.answers = answers;
        this.timed = timed;
    }

    int entries() {
        return messages + answers;
    }
}
