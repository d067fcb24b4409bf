package dev.swarm.engine.registry;

import dev.swarm.engine.step.Now;

/** One way through all rows, part after part, so that no step takes long however many keys there are. */
final class Walk {

    private final Ledger ledger;
    private final Visitor visitor;
    private int part;
    private boolean running;

    /** Makes one that has not begun. */
    Walk(Ledger ledger, Visitor visitor) {
        this.ledger = ledger;
        this.visitor = visitor;
    }

    /** What is done with a part. */
    @FunctionalInterface
    interface Visitor {

        /** Looks at all rows of a part; may write. */
        void visit(Now now, int part);
    }

    /** Begins, or begins anew. */
    void begin() {
        part = 0;
        running = true;
    }

    boolean isRunning() {
        return running;
    }

    /**
     * Goes on.
     *
     * @param keys so many keys are passed about, those of others included: they cost nearly as much
     * @return how many of them are left for others
     */
    int go(Now now, int keys) {
        int left = keys;
        while (running && left > 0) {
            left -= ledger.keys(part);
            visitor.visit(now, part);
            part++;
            running = part < ledger.parts();
        }
        return left;
    }
}
