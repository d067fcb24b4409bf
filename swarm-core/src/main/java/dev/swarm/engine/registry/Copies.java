package dev.swarm.engine.registry;

import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Recipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The managed copies of this node, at most one for each name, and how many need each partition. */
final class Copies {

    private final Map<String, Copy> byName = new HashMap<>();
    private final Map<Long, Copy> byId = new LinkedHashMap<>();

    /** Those of which something is expected soon: few, and whoever waits longest first. */
    private final Set<Copy> passing = new LinkedHashSet<>();

    private final RegistryModel model;
    private final int[] needs;
    private long lastId;
    private int managed;
    private boolean changed;
    private Consumer<Copy> mourner = copy -> {};

    Copies(int partitions, RegistryModel model) {
        this.model = model;
        this.needs = new int[partitions];
    }

    /** Makes one; there must be none of that name. */
    Copy add(Now now, String name, int partition, Recipe recipe, Birth birth) {
        Copy copy = new Copy(++lastId, name, partition, recipe, birth);
        copy.setPhase(now, birth.phase());
        Copy before = byName.put(name, copy);
        if (before != null) {
            throw new IllegalStateException(copy + " although there is " + before);
        }
        byId.put(copy.id, copy);
        model.place(copy.id, partition);
        notePassing(copy);
        count(copy.partition, birth.phase(), 1);
        return copy;
    }

    /**
     * How a copy begins.
     *
     * @param cause why
     * @param phase in which phase
     */
    record Birth(Cause cause, Phase phase) {}

    void remove(Copy copy) {
        if (byId.remove(copy.id) != null) {
            byName.remove(copy.name, copy);
            model.displace(copy.id);
            passing.remove(copy);
            copy.deadline.clear();
            count(copy.partition, copy.phase(), -1);
            mourner.accept(copy);
        }
    }

    /** Says who is told of each copy that is no more. */
    void mournBy(Consumer<Copy> other) {
        mourner = other;
    }

    void move(Now now, Copy copy, Phase next) {
        count(copy.partition, copy.phase(), -1);
        copy.setPhase(now, next);
        passing.remove(copy);
        notePassing(copy);
        count(copy.partition, next, 1);
    }

    @Nullable
    Copy find(String name) {
        return byName.get(name);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    @Nullable
    Copy find(long id) {
        return byId.get(id);
    }

    /** Returns all as they are now; a list of its own. */
    List<Copy> all() {
        return new ArrayList<>(byId.values());
    }

    Collection<Copy> view() {
        return byId.values();
    }

    /** Returns those of which something is expected soon; whoever waits longest comes first. */
    Collection<Copy> passing() {
        return passing;
    }

    /** Returns how many there are whose worker may still have to go somewhere. */
    int managed() {
        return managed;
    }

    /** Tells whether something here needs this node to own a partition. */
    boolean needs(int partition) {
        return needs[partition] > 0;
    }

    /** Tells whether what is needed has changed since the last call. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    private void notePassing(Copy copy) {
        if (copy.phase().isPassing()) {
            passing.add(copy);
        }
    }

    private void count(int partition, Phase phase, int by) {
        managed += by;
        if (phase.needsTenure()) {
            needs[partition] += by;
            changed |= needs[partition] == 0 || needs[partition] == by;
        }
    }
}
