package dev.swarm.crdt;

import java.util.Collection;
import java.util.List;

/**
 * A switch, enabled at first, where disabling wins over enabling at the same time (Almeida et al. 2018, section
 * 7.4): enabling takes back only what it has observed. Size: one dot, more only while there are concurrent ones.
 * In an {@link OrMap} a key whose flag is enabled again is not there.
 */
public final class DisableWinsFlag extends Stored<DisableWinsFlag, DotSet> {

    /** Never switched: enabled. */
    public static final DisableWinsFlag EMPTY = new DisableWinsFlag(DotSet.EMPTY, CausalContext.EMPTY);

    private DisableWinsFlag(DotSet live, CausalContext context) {
        super(live, context);
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
    DisableWinsFlag make(DotSet dots, CausalContext context) {
        return new DisableWinsFlag(dots, context);
    }

    @Override
    DisableWinsFlag self() {
        return this;
    }

    @Override
    public String toString() {
        return isEnabled() ? "enabled" : "disabled";
    }
}
