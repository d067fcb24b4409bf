package dev.swarm.sim.registry;

/** A message to a name, and what became of it. */
final class Parcel {

    private final long number;
    private final String name;
    private Fate fate = Fate.UNDERWAY;

    Parcel(long number, String name) {
        this.number = number;
        this.name = name;
    }

    long number() {
        return number;
    }

    String name() {
        return name;
    }

    Fate fate() {
        return fate;
    }

    /** Ends its way; whoever sent it is told. */
    void end(Fate how) {
        if (fate != Fate.UNDERWAY) {
            throw new IllegalStateException("Message " + number + " to " + name + " is " + how + " after " + fate);
        }
        fate = how;
    }

    enum Fate {
        UNDERWAY,
        HANDLED,
        /** It was not handled, and the sender knows that it may try again. */
        REFUSED,
        /** The sender knows that it may have been handled, or not. */
        LOST
    }
}
