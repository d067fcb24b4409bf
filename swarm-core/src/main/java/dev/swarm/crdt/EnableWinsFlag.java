package dev.swarm.crdt;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A switch, disabled at first, where enabling wins over disabling at the same time (Almeida et al. 2018, section
 * 7.4): disabling takes back only what it has observed. Size: one dot, more only while there are concurrent ones.
 */
public final class EnableWinsFlag extends Causal<EnableWinsFlag> {

    /** Never switched: disabled. */
    public static final EnableWinsFlag EMPTY = new EnableWinsFlag(DotSet.EMPTY, CausalContext.EMPTY);

    private final DotSet live;

    private EnableWinsFlag(DotSet live, CausalContext context) {
        super(context);
        this.live = live;
    }

    /**
     * Returns the flag of known parts, such as were read from bytes.
     *
     * @param dots live ones; the flag is enabled if there are any
     * @param context all dots ever seen
     * @throws IllegalArgumentException if a dot is there twice, or is not in the context
     */
    public static EnableWinsFlag of(Collection<Dot> dots, CausalContext context) {
        EnableWinsFlag flag = new EnableWinsFlag(DotSet.of(dots), context);
        flag.checkContext();
        return flag;
    }

    /** Returns the delta that enables the flag. */
    public EnableWinsFlag enable(ReplicaId replica) {
        Dot dot = context().nextDot(replica);
        return new EnableWinsFlag(DotSet.of(dot), seenWith(dot));
    }

    /** Returns the delta that disables the flag. Needs no replica: it issues no dot. */
    public EnableWinsFlag disable() {
        return new EnableWinsFlag(DotSet.EMPTY, CausalContext.of(liveDots()));
    }

    /** Tells whether the flag is enabled. */
    public boolean isEnabled() {
        return !live.hasNoDots();
    }

    /** Returns the live dots, sorted. */
    public List<Dot> dots() {
        return live.asList();
    }

    @Override
    EnableWinsFlag join(EnableWinsFlag other, Join join) {
        return new EnableWinsFlag(live.join(other.live, join), CausalContext.EMPTY);
    }

    @Override
    EnableWinsFlag within(CausalContext other) {
        return new EnableWinsFlag(live, other);
    }

    @Override
    EnableWinsFlag self() {
        return this;
    }

    @Override
    boolean hasNoDots() {
        return live.hasNoDots();
    }

    @Override
    void forEachDot(Consumer<? super Dot> action) {
        live.forEachDot(action);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EnableWinsFlag that && context().equals(that.context()) && live.equals(that.live);
    }

    @Override
    public int hashCode() {
        return 31 * context().hashCode() + live.hashCode();
    }

    @Override
    public String toString() {
        return isEnabled() ? "enabled" : "disabled";
    }
}
