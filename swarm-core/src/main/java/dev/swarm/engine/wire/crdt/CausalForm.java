package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.Causal;
import dev.swarm.crdt.CausalContext;
import dev.swarm.engine.wire.MalformedPacketException;

/**
 * How a causal type is written: its context, then its live dots. Nested in a map only the dots are, since all values
 * of a map share its context.
 *
 * @param <T> the type
 */
abstract class CausalForm<T extends Causal<T>> extends Form<T> {

    CausalForm(int kind) {
        super(kind);
    }

    /** Returns the state that was never changed. */
    abstract T empty();

    abstract void writeDots(T value, CrdtWriter out);

    abstract T readDots(CrdtReader in, CausalContext context) throws MalformedPacketException;

    @Override
    final void write(T value, CrdtWriter out) {
        ClockForms.CONTEXT.write(value.context(), out);
        writeDots(value, out);
    }

    @Override
    final T read(CrdtReader in) throws MalformedPacketException {
        CausalContext context = ClockForms.CONTEXT.read(in);
        return readDots(in, context);
    }
}
