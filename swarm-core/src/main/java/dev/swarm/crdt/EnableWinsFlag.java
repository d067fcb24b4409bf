package dev.swarm.crdt;

import java.util.Collection;
import java.util.List;

/**
 * A switch, disabled at first, where enabling wins over disabling at the same time (Almeida et al. 2018, section
 * 7.4): disabling takes back only what it has observed. Size: one dot, more only while there are concurrent ones.
 */
public final class EnableWinsFlag extends Stored<EnableWinsFlag, DotSet> {

    /** Never switched: disabled. */
    public static final EnableWinsFlag EMPTY = new EnableWinsFlag(DotSet.EMPTY, CausalContext.EMPTY);

    private EnableWinsFlag(DotSet live, CausalContext context) {
        super(live, context);
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
    EnableWinsFlag make(DotSet dots, CausalContext context) {
        return new EnableWinsFlag(dots, context);
    }

    @Override
    EnableWinsFlag self() {
        return this;
    }

    @Override
    public String toString() {
        return isEnabled() ? "enabled" : "disabled";
    }
}
