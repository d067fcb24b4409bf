package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.CausalContext;
import dev.swarm.crdt.DisableWinsFlag;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.EnableWinsFlag;
import dev.swarm.crdt.MvRegister;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How flags and registers with dots are written. */
final class DotForms {

    /** The dots. */
    static final CausalForm<EnableWinsFlag> ENABLE_WINS = new CausalForm<>(6) {
        @Override
        EnableWinsFlag empty() {
            return EnableWinsFlag.EMPTY;
        }

        @Override
        void writeDots(EnableWinsFlag flag, CrdtWriter out) {
            out.dots(flag.dots());
        }

        @Override
        EnableWinsFlag readDots(CrdtReader in, CausalContext context) throws MalformedPacketException {
            return EnableWinsFlag.of(in.dots(), context);
        }
    };

    /** The dots. */
    static final CausalForm<DisableWinsFlag> DISABLE_WINS = new CausalForm<>(7) {
        @Override
        DisableWinsFlag empty() {
            return DisableWinsFlag.EMPTY;
        }

        @Override
        void writeDots(DisableWinsFlag flag, CrdtWriter out) {
            out.dots(flag.dots());
        }

        @Override
        DisableWinsFlag readDots(CrdtReader in, CausalContext context) throws MalformedPacketException {
            return DisableWinsFlag.of(in.dots(), context);
        }
    };

    private static final int MV_REGISTER_KIND = 8;
    private static final int WRITE_BYTES_MIN = 3;

    private DotForms() {}

    /** Each dot in order with its value. */
    static <V> CausalForm<MvRegister<V>> mvRegister(ValueCodec<V> values) {
        return new CausalForm<>(MV_REGISTER_KIND) {
            @Override
            MvRegister<V> empty() {
                return MvRegister.empty();
            }

            @Override
            void writeDots(MvRegister<V> register, CrdtWriter out) {
                out.varint(register.writes().size());
                for (MvRegister.Write<V> write : register.writes()) {
                    out.dot(write.dot());
                    out.bytes(values.encode(write.value()));
                }
            }

            @Override
            MvRegister<V> readDots(CrdtReader in, CausalContext context) throws MalformedPacketException {
                Map<Dot, V> writes = new LinkedHashMap<>();
                Dot before = null;
                for (int left = in.count(WRITE_BYTES_MIN); left > 0; left--) {
                    Dot dot = in.dot();
                    CrdtReader.ascending(before == null || before.compareTo(dot) < 0);
                    writes.put(dot, values.decode(in.bytes()));
                    before = dot;
                }
                return MvRegister.of(writes, context);
            }
        };
    }
}
