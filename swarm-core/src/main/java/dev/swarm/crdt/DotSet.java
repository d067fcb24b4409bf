package dev.swarm.crdt;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A few live dots, sorted; mostly one, more only after concurrent changes. */
final class DotSet extends DotStore<DotSet> {

    static final DotSet EMPTY = new DotSet(new Dot[0]);

    private final Dot[] dots;

    private DotSet(Dot[] dots) {
        this.dots = dots;
    }

    static DotSet of(Dot dot) {
        return new DotSet(new Dot[] {dot});
    }

    static DotSet of(Collection<Dot> dots) {
        Dot[] sorted = dots.toArray(new Dot[0]);
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].equals(sorted[i - 1])) {
                throw new IllegalArgumentException("A dot is there twice: " + sorted[i]);
            }
        }
        return new DotSet(sorted);
    }

    @Override
    DotSet join(DotSet other, Join join) {
        Dot[] live = new Dot[dots.length + other.dots.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < dots.length || j < other.dots.length) {
            int order = i == dots.length ? 1 : j == other.dots.length ? -1 : dots[i].compareTo(other.dots[j]);
            Dot dot = order <= 0 ? dots[i] : other.dots[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            boolean isLive = order == 0 || (order < 0 ? join.keeps(dot) : join.takes(dot));
            if (isLive) {
                live[count++] = dot;
            }
        }
        return count == 0 ? EMPTY : new DotSet(Arrays.copyOf(live, count));
    }

    @Override
    boolean hasNoDots() {
        return dots.length == 0;
    }

    @Override
    void forEachDot(Consumer<? super Dot> action) {
        for (Dot dot : dots) {
            action.accept(dot);
        }
    }

    /** Returns the dots in their order; cannot be changed. */
    List<Dot> asList() {
        return Collections.unmodifiableList(Arrays.asList(dots));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DotSet that && Arrays.equals(dots, that.dots);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dots);
    }

    @Override
    public String toString() {
        return Arrays.toString(dots);
    }
}
