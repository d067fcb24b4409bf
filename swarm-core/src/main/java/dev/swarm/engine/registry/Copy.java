package dev.swarm.engine.registry;

import dev.swarm.engine.registry.Copies.Birth;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One life of a managed name on this node; from the wish for it until the shell has ended it. */
final class Copy {

    final long id;
    final String name;
    final int partition;
    final Cause cause;
    Recipe recipe;
    long token;
    private Phase phase;
    private long sinceNanos;

    /** Whether this life, or an earlier one here that it follows, has written the name's row. */
    boolean asserted;

    /** The owners among which it chose to stay; 0 for none. */
    long staysWith;

    /** Failed attempts to give it away that must not fail. */
    int reluctance;

    /** How often the shell was asked to freeze it and has not answered yet. */
    int freezes;

    /** Before this moment it is not moved again. */
    long notBeforeNanos = Long.MIN_VALUE;

    /** When it wrote its row last. */
    long assertedNanos = Long.MIN_VALUE;

    /** How often it was restarted here, and since when that is counted. */
    int restarts;

    long restartsSinceNanos;

    /** When the pause of a resting one ends, or a first start has taken too long. */
    final Agenda.Entry<Copy> deadline = new Agenda.Entry<>(this);

    /** Whoever registered it, until it lives. */
    @Nullable
    Asked maker;

    /** Who was told that this is the life that was asked for: asking again, as nothing was heard, is told the same. */
    @Nullable
    Asked madeFor;

    /** Others who tried meanwhile. */
    final List<Asked> waiting = new ArrayList<>(0);

    /** Whoever has asked for its end. */
    final List<Asked> mourners = new ArrayList<>(0);

    @Nullable
    Move move;

    /** What it gave away before its place was lost. */
    Move.@Nullable Luggage luggage;

    @Nullable
    Arrival arrival;

    /** States of other lives that wait until it lives. */
    final List<Arrival> legacies = new ArrayList<>(0);

    /** Whether states of other lives have ever come for it. */
    boolean isHeir;

    /** Whether the worker is taking such a state. */
    boolean resolving;

    /** Whether the name ends with it. */
    boolean endsName;

    Copy(long id, String name, int partition, Recipe recipe, Birth birth) {
        this.id = id;
        this.name = name;
        this.partition = partition;
        this.recipe = recipe;
        this.cause = birth.cause();
        this.phase = birth.phase();
    }

    Phase phase() {
        return phase;
    }

    boolean is(Phase other) {
        return phase == other;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** Used by {@link Copies} alone, which counts. */
    void setPhase(Now now, Phase next) {
        phase = next;
        sinceNanos = now.nanos();
    }

    @Override
    public String toString() {
        return name + "#" + id + " " + phase;
    }
}
