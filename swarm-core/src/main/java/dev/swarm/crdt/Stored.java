package dev.swarm.crdt;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A causal type whose live dots are in one store beneath it.
 *
 * @param <T> the type itself
 * @param <S> the store
 */
abstract sealed class Stored<T extends Stored<T, S>, S extends DotStore<S>> extends Causal<T>
        permits OrSet, OrMap, EnableWinsFlag, DisableWinsFlag {

    final S live;

    Stored(S live, CausalContext context) {
        super(context);
        this.live = live;
    }

    /** Returns a value of this type. */
    abstract T make(S dots, CausalContext context);

    @Override
    final T join(T other, Join join) {
        return make(live.join(other.live, join), CausalContext.EMPTY);
    }

    @Override
    final T within(CausalContext other) {
        return make(live, other);
    }

    @Override
    final boolean hasNoDots() {
        return live.hasNoDots();
    }

    @Override
    final void forEachDot(Consumer<? super Dot> action) {
        live.forEachDot(action);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Stored<?, ?> that
                && getClass() == that.getClass()
                && context().equals(that.context())
                && live.equals(that.live);
    }

    @Override
    public final int hashCode() {
        return 31 * context().hashCode() + live.hashCode();
    }
}
