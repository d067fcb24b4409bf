package dev.swarm.engine.wire.comms;

/** What an entry of a batch is; the number is on the wire. */
public enum EntryKind {
    /** A message that nobody waits for. */
    MESSAGE(0),
    /** A message whose sender waits for the word that it was handled. */
    DELIVERY(1),
    /** A request. */
    REQUEST(2),
    /** The answer to a request. */
    ANSWER(3),
    /** The word that a delivery was handled. */
    HANDLED(4),
    /** There is no handler; the payload is a sentence that says so. */
    UNHANDLED(5),
    /** The handler threw; the payload is a sentence about it. */
    FAILED(6);

    private static final EntryKind[] ALL = values();

    private final int number;

    EntryKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Tells whether it is for a handler, and so has a type; else it is for somebody who waits. */
    public boolean isForHandler() {
        return this == MESSAGE || this == DELIVERY || this == REQUEST;
    }

    /** Tells whether it belongs to a wait, and so has a number. */
    public boolean hasNumber() {
        return this != MESSAGE;
    }

    static boolean isKnown(int number) {
        return number < ALL.length;
    }

    static EntryKind of(int number) {
        return ALL[number];
    }
}
