package dev.swarm.registry.mail;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.comms.Payload;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A message to a worker of this node, with whoever wants to hear what becomes of it; told once. */
public final class Mail {

    private final String name;
    private final NodeId from;
    private final boolean isAsk;
    private final boolean isOwn;
    private final int hops;
    private final Payload content;
    private final long untilNanos;
    private final AtomicReference<@Nullable Consumer<Receipt>> asker;

    private Mail(Letter letter, boolean isOwn, long untilNanos, @Nullable Consumer<Receipt> asker) {
        this.name = letter.name();
        this.from = letter.from();
        this.isAsk = letter.isAsk();
        this.hops = letter.hops();
        this.content = letter.content();
        this.isOwn = isOwn;
        this.untilNanos = untilNanos;
        this.asker = new AtomicReference<>(asker);
    }

    /**
     * Returns a message that came.
     *
     * @param nowNanos the present moment
     * @param asker hears what becomes of it, on whatever thread that is; returns at once
     */
    public static Mail of(Letter letter, long nowNanos, Consumer<Receipt> asker) {
        return new Mail(letter, false, nowNanos + letter.timeoutMillis() * 1_000_000, asker);
    }

    /** Returns a message that a worker sent itself. */
    public static Mail own(Letter letter) {
        return new Mail(letter, true, Long.MAX_VALUE, null);
    }

    /** Returns whom it is for, with its scope. */
    public String name() {
        return name;
    }

    /** Returns who sent it. */
    public NodeId from() {
        return from;
    }

    /** Tells whether somebody waits for an answer. */
    public boolean isAsk() {
        return isAsk;
    }

    /** Tells whether it belongs to one life of its worker, and ends with that. */
    public boolean isOwn() {
        return isOwn;
    }

    /** Returns what is said. */
    public Payload content() {
        return content;
    }

    /** Returns how much room it takes, in bytes. */
    public int length() {
        return content.bytes().length;
    }

    /** Says what became of it; only the first word counts. */
    public void answer(Receipt receipt) {
        Consumer<Receipt> waiting = asker.getAndSet(null);
        if (waiting != null) {
            waiting.accept(receipt);
        }
    }

    /** Says that it is in the mailbox, to whoever wanted to know no more. */
    public void taken() {
        if (!isAsk) {
            answer(Receipt.TAKEN);
        }
    }

    /** Returns it as it is passed on. */
    public Letter passedOn(long nowNanos) {
        long left = isAsk ? (untilNanos - nowNanos) / 1_000_000 : TELL_MILLIS;
        int next = Math.min(Letter.MOST_HOPS, hops + 1);
        return new Letter(from, name, isAsk, next, Math.max(1, left), content);
    }

    /** Tells whether it was passed on so often that it goes in a circle. */
    public boolean isTired() {
        return hops >= Letter.MOST_HOPS;
    }

    /** What was told is in a mailbox already, and its way to another takes its time. */
    private static final long TELL_MILLIS = 5_000;
}
