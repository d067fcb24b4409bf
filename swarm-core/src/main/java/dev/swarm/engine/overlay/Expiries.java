package dev.swarm.engine.overlay;

import dev.swarm.crdt.Dot;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When entities with a time to live end; at most one moment for each entity. */
final class Expiries {

    private final Map<String, Expiry> byId = new HashMap<>();
    private final TreeSet<Expiry> byTime =
            new TreeSet<>(Comparator.comparingLong(Expiry::atNanos).thenComparing(Expiry::id));

    /**
     * The end of one version of an entity.
     *
     * @param atNanos when
     * @param id of which entity
     * @param version of which version; another one may have come meanwhile
     */
    record Expiry(long atNanos, String id, Dot version) {}

    void set(Expiry expiry) {
        clear(expiry.id());
        byId.put(expiry.id(), expiry);
        byTime.add(expiry);
    }

    void clear(String id) {
        Expiry old = byId.remove(id);
        if (old != null) {
            byTime.remove(old);
        }
    }

    /** Takes out those whose time has come. */
    List<Expiry> due(Now now) {
        List<Expiry> due = new ArrayList<>();
        while (!byTime.isEmpty() && byTime.first().atNanos() <= now.nanos()) {
            Expiry expiry = byTime.first();
            clear(expiry.id());
            due.add(expiry);
        }
        return due;
    }

    long nextDeadlineNanos() {
        return byTime.isEmpty() ? Deadline.NEVER : byTime.first().atNanos();
    }

    int size() {
        return byId.size();
    }
}
