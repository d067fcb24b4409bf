package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.GCounter;
import dev.swarm.crdt.LwwRegister;
import dev.swarm.crdt.PnCounter;
import dev.swarm.crdt.Stamp;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.Comparator;

/** How the types without dots are written. */
final class PlainForms {

    /** The number of each replica. */
    static final Form<GCounter> G_COUNTER = new Form<>(3) {
        @Override
        void write(GCounter value, CrdtWriter out) {
            ClockForms.VECTOR.write(value.counts(), out);
        }

        @Override
        GCounter read(CrdtReader in) throws MalformedPacketException {
            return GCounter.of(ClockForms.VECTOR.read(in));
        }
    };

    /** Both counters. */
    static final Form<PnCounter> PN_COUNTER = new Form<>(4) {
        @Override
        void write(PnCounter value, CrdtWriter out) {
            G_COUNTER.write(value.added(), out);
            G_COUNTER.write(value.taken(), out);
        }

        @Override
        PnCounter read(CrdtReader in) throws MalformedPacketException {
            GCounter added = G_COUNTER.read(in);
            return new PnCounter(added, G_COUNTER.read(in));
        }
    };

    private static final int LWW_KIND = 5;

    private PlainForms() {}

    /** The stamp's time in eight bytes, its replica, the value. */
    static <V> Form<LwwRegister<V>> lwwRegister(ValueCodec<V> values, Comparator<? super V> tieBreak) {
        return new Form<>(LWW_KIND) {
            @Override
            void write(LwwRegister<V> register, CrdtWriter out) {
                out.fixed(register.stamp().time());
                out.replica(register.stamp().replica());
                out.bytes(values.encode(register.value()));
            }

            @Override
            LwwRegister<V> read(CrdtReader in) throws MalformedPacketException {
                long time = in.fixed();
                Stamp stamp = new Stamp(time, in.replica());
                return LwwRegister.of(stamp, values.decode(in.bytes()), tieBreak);
            }
        };
    }
}
