package dev.swarm.engine.comms;

import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.comms.BatchForm;
import java.util.function.Consumer;

/**
 * Entries that leave together: an array whose first bytes are left for the head of a direct message. The array is lent
 * by the buffer in which the entries waited.
 */
final class Batch extends Lent {

    /** None waits. */
    static final Batch EMPTY = new Batch(new byte[0], 0, Contents.NONE, bytes -> {});

    /** Some wait, but they do not fit. */
    static final Batch TOO_LONG = new Batch(new byte[0], 0, Contents.NONE, bytes -> {});

    static final int ENTRIES_AT = BatchForm.DIRECT_HEAD_BYTES;

    /** How many entries are messages, requests and deliveries. */
    final int messages;

    /** How many are for somebody who waits. */
    final int answers;

    /** Whether some expire. */
    final boolean timed;

    private final Consumer<byte[]> owner;

    Batch(byte[] bytes, int end, Contents contents, Consumer<byte[]> owner) {
        super(bytes, 0, end);
        this.messages = contents.messages;
        this.answers = contents.answers;
        this.timed = contents.timed;
        this.owner = owner;
    }

    /**
     * What entries are.
     *
     * @param messages how many are messages, requests and deliveries
     * @param answers how many are for somebody who waits
     * @param timed whether some expire
     */
    record Contents(int messages, int answers, boolean timed) {

        static final Contents NONE = new Contents(0, 0, false);
    }

    @Override
    public void giveBack() {
        owner.accept(array());
    }

    /** Returns what is left of this one after some entries were taken out of its array; it is given back instead. */
    Batch shortened(int end, Contents contents) {
        return new Batch(array(), end, contents, owner);
    }

    int entries() {
        return messages + answers;
    }
}
