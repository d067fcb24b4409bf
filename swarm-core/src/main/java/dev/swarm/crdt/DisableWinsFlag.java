package dev.swarm.crdt;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A switch, enabled at first, where disabling wins over enabling at the same time (Almeida et al. 2018, section
 * 7.4): enabling takes back only what it has observed. Size: one dot, more only while there are concurrent ones.
 * In an {@link OrMap} a key whose flag is enabled again is not there.
 */
public final class DisableWinsFlag extends Causal<DisableWinsFlag> {

    /** Never switched: enabled. */
    public static final DisableWinsFlag EMPTY = new DisableWinsFlag(DotSet.EMPTY, CausalContext.EMPTY);

    private final DotSet live;

    private DisableWinsFlag(DotSet live, CausalContext context) {
        super(context);
        this.live = live;
    }

    /**
     * Returns the flag of known parts, such as were read from bytes.
     *
     * @param dots live ones; the flag is disabled if there are any
     * @param context all dots ever seen
     * @throws IllegalArgumentException if a dot is there twice, or is not in the context
     */
    public static DisableWinsFlag of(Collection<Dot> dots, CausalContext context) {
        DisableWinsFlag flag = new DisableWinsFlag(DotSet.of(dots), context);
        flag.checkContext();
        return flag;
    }

    /** Returns the delta that disables the flag. */
    public DisableWinsFlag disable(ReplicaId replica) {
        Dot dot = context().nextDot(replica);
        return new DisableWinsFlag(DotSet.of(dot), seenWith(dot));
    }

    /** Returns the delta that enables the flag. Needs no replica: it issues no dot. */
    public DisableWinsFlag enable() {
        return new DisableWinsFlag(DotSet.EMPTY, CausalContext.of(liveDots()));
    }

    /** Tells whether the flag is enabled. */
    public boolean isEnabled() {
        return live.hasNoDots();
    }

    /** Returns the live dots, sorted. */
    public List<Dot> dots() {
        return live.asList();
    }

    @Override
    DisableWinsFlag join(DisableWinsFlag other, Join join) {
        return new DisableWinsFlag(live.join(other.live, join), CausalContext.EMPTY);
    }

    @Override
    DisableWinsFlag within(CausalContext other) {
        return new DisableWinsFlag(live, other);
    }

    @Override
    DisableWinsFlag self() {
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
        return other instanceof DisableWinsFlag that && context().equals(that.context()) && live.equals(that.live);
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
