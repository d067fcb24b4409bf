package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.replication.Row;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Goes through all rows when something has changed that concerns all: looks which names want to be reviewed, a part of
 * the rows in each step, so that no step takes long however many there are. Hiding what is gone is done at once.
 */
final class Sweep {

    private static final int ROWS_PER_STEP = 4_096;
    private static final long PURGE_NANOS = 60_000_000_000L;

    private final Realm realm;
    private final Shown shown;
    private final Deadline purge = new Deadline();
    private int part;
    private boolean running;

    Sweep(Realm realm, Shown shown) {
        this.realm = realm;
        this.shown = shown;
        this.part = 0;
    }

    /** Begins, or begins anew. */
    void begin() {
        part = 0;
        running = true;
    }

    boolean isRunning() {
        return running;
    }

    /** Goes on for one step. */
    void settle() {
        int rows = 0;
        while (running && rows < ROWS_PER_STEP) {
            rows += look(part);
            part++;
            running = part < realm.parts.ledger().parts();
        }
    }

    /** Shows or hides what processes of these nodes assert. */
    void onHolders(Now now, Set<NodeId> changed) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < realm.parts.ledger().parts(); i++) {
            realm.parts.ledger().forEach(i, Ledger.NAME, (key, row) -> {
                if (changed.contains(realm.peers.node(row.write().origin()))) {
                    names.add(key.substring(Ledger.NAME.length()));
                }
            });
        }
        for (String name : names) {
            Row row = realm.row(name);
            if (row != null) {
                shown.onHolder(now, name, row);
            }
        }
        purge.set(now, PURGE_NANOS);
    }

    void onTime(Now now) {
        if (purge.isDue(now)) {
            purge.clear();
            purge(now);
        }
    }

    long nextDeadlineNanos() {
        return purge.atNanos();
    }

    private int look(int index) {
        int[] rows = {0};
        realm.parts.ledger().forEach(index, Ledger.NAME, (key, row) -> {
            rows[0]++;
            boolean isOthers = realm.isHeld(row) && !realm.isMine(row);
            if (!isOthers || realm.isQuorum()) {
                realm.dirty.add(key.substring(Ledger.NAME.length()));
            }
        });
        return rows[0];
    }

    /** Takes away what processes asserted that have been gone for a while; of several nodes the owner does so. */
    private void purge(Now now) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < realm.parts.ledger().parts(); i++) {
            realm.parts.ledger().forEach(i, Ledger.NAME, (key, row) -> {
                if (!realm.isHeld(row) && !Realm.isManaged(row) && isOwned(key.substring(Ledger.NAME.length()))) {
                    keys.add(key);
                }
            });
            realm.parts.ledger().forEach(i, Ledger.NODE, (key, row) -> {
                if (!realm.isHeld(row) && isOwned(key)) {
                    keys.add(key);
                }
            });
        }
        keys.forEach(key -> realm.parts.ledger().write(now, key, null));
    }

    private boolean isOwned(String name) {
        return realm.self().equals(realm.owners.table().owner(realm.partition(name)));
    }
}
