package dev.swarm;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down the number of each message it handles, and which it handled twice; keeps both over moves. */
final class IdTally implements SwarmWorker {

    static final String SEEN = "seen";

    private final Set<Integer> ids = new HashSet<>();
    private final List<Integer> doubled = new ArrayList<>();

    /**
     * What it has written down.
     *
     * @param ids each number once
     * @param doubled those that came again
     */
    record Seen(List<Integer> ids, List<Integer> doubled) {}

    @Override
    public @Nullable Object onMessage(WorkerMessage message) {
        String text = message.as(String.class);
        if (text.equals(SEEN)) {
            return seen();
        }
        add(Integer.parseInt(text));
        return null;
    }

    @Override
    public Handoff beginHandoff() {
        return Handoff.resume(seen());
    }

    @Override
    public void endHandoff(WorkerState state) {
        Seen before = state.as(Seen.class);
        doubled.addAll(before.doubled());
        before.ids().forEach(this::add);
    }

    private Seen seen() {
        return new Seen(new ArrayList<>(ids), new ArrayList<>(doubled));
    }

    private void add(int id) {
        if (!ids.add(id)) {
            doubled.add(id);
        }
    }
}
