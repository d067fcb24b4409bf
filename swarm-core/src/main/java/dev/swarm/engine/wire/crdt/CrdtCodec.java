package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.Causal;
import dev.swarm.crdt.CausalContext;
import dev.swarm.crdt.DisableWinsFlag;
import dev.swarm.crdt.EnableWinsFlag;
import dev.swarm.crdt.GCounter;
import dev.swarm.crdt.LwwRegister;
import dev.swarm.crdt.MvRegister;
import dev.swarm.crdt.OrMap;
import dev.swarm.crdt.OrSet;
import dev.swarm.crdt.PnCounter;
import dev.swarm.crdt.VersionVector;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.Comparator;

/**
 * Bytes of one replicated data type, of states and deltas alike. There is one form for each state: equal states give
 * equal bytes, and no other bytes are read as that state. So a digest of the bytes is a digest of the state.
 *
 * <p>A message is one byte for the kind, the dictionary of the replicas (a count, then each name with its length and
 * eight bytes of session), then the state. Numbers are written in groups of seven bits, the lowest first. The forms of
 * the states are beside this class. Has no state, and serves any number of threads.
 *
 * <p>A message may be a value within another one, such as a register in a map; it then has a dictionary of its own.
 *
 * @param <T> the type
 */
public final class CrdtCodec<T> implements ValueCodec<T> {

    private final Form<T> form;
    private final CrdtBounds bounds;

    private CrdtCodec(Form<T> form, CrdtBounds bounds) {
        this.form = form;
        this.bounds = bounds;
    }

    /** Returns a codec with other bounds than {@link CrdtBounds#DEFAULT}. */
    public CrdtCodec<T> within(CrdtBounds other) {
        return new CrdtCodec<>(form, other);
    }

    /** Returns the codec of version vectors. */
    public static CrdtCodec<VersionVector> versionVector() {
        return of(ClockForms.VECTOR);
    }

    /** Returns the codec of causal contexts. */
    public static CrdtCodec<CausalContext> causalContext() {
        return of(ClockForms.CONTEXT);
    }

    /** Returns the codec of counters that grow. */
    public static CrdtCodec<GCounter> gCounter() {
        return of(PlainForms.G_COUNTER);
    }

    /** Returns the codec of counters that grow and shrink. */
    public static CrdtCodec<PnCounter> pnCounter() {
        return of(PlainForms.PN_COUNTER);
    }

    /** Returns the codec of registers whose last write wins; {@code tieBreak} goes to each that is read. */
    public static <V> CrdtCodec<LwwRegister<V>> lwwRegister(ValueCodec<V> values, Comparator<? super V> tieBreak) {
        return of(PlainForms.lwwRegister(values, tieBreak));
    }

    /** Returns the codec of registers that keep concurrent writes. */
    public static <V> CrdtCodec<MvRegister<V>> mvRegister(ValueCodec<V> values) {
        return of(DotForms.mvRegister(values));
    }

    /** Returns the codec of flags where enabling wins. */
    public static CrdtCodec<EnableWinsFlag> enableWinsFlag() {
        return of(DotForms.ENABLE_WINS);
    }

    /** Returns the codec of flags where disabling wins. */
    public static CrdtCodec<DisableWinsFlag> disableWinsFlag() {
        return of(DotForms.DISABLE_WINS);
    }

    /** Returns the codec of sets. */
    public static <E> CrdtCodec<OrSet<E>> orSet(ValueCodec<E> elements) {
        return of(KeyedForms.orSet(elements));
    }

    /**
     * Returns the codec of maps.
     *
     * @param values codec of the values; its bounds do not count
     */
    public static <K, V extends Causal<V>> CrdtCodec<OrMap<K, V>> orMap(ValueCodec<K> keys, CrdtCodec<V> values) {
        if (values.form instanceof CausalForm<V> causal) {
            return of(KeyedForms.orMap(keys, causal));
        }
        throw new IllegalStateException("The form of a causal type is causal, unlike kind " + values.form.kind());
    }

    /**
     * Returns the bytes of a state or delta. They may be more than a reader's bounds allow.
     *
     * @throws IllegalArgumentException if a value in it has no bytes
     */
    @Override
    public byte[] encode(T state) {
        CrdtWriter out = new CrdtWriter();
        form.write(state, out);
        return out.message(form.kind());
    }

    /**
     * Reads the bytes of a state or delta.
     *
     * @throws MalformedPacketException if they are not those of a state, in its one form, within the bounds
     */
    @Override
    public T decode(byte[] bytes) throws MalformedPacketException {
        try {
            CrdtReader in = CrdtReader.of(bytes, form.kind(), bounds);
            T state = form.read(in);
            in.end();
            return state;
        } catch (IllegalArgumentException e) {
            throw CrdtReader.malformed("contradicts itself");
        }
    }

    private static <T> CrdtCodec<T> of(Form<T> form) {
        return new CrdtCodec<>(form, CrdtBounds.DEFAULT);
    }
}
