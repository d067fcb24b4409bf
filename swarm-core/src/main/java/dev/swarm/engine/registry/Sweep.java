package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes through all rows when something has changed that concerns all, a part of them in each step: shows and hides what
 * processes assert that have come or gone, looks which names want to be reviewed, and takes away what nobody has had
 * for a while.
 */
final class Sweep {

    private static final int KEYS_PER_STEP = 512;
    private static final long PURGE_NANOS = 60_000_000_000L;

    private final Realm realm;
    private final Shown shown;
    private final Walk showing;
    private final Walk reviewing;
    private final Walk purging;
    private final Deadline purge = new Deadline();

    /** Nodes that have come or gone since the last time that all rows were looked at for that. */
    private final Set<NodeId> holders = new HashSet<>();

    Sweep(Realm realm, Shown shown) {
        this.realm = realm;
        this.shown = shown;
        Ledger ledger = realm.parts.ledger();
        this.showing = new Walk(ledger, this::show);
        this.reviewing = new Walk(ledger, (now, part) -> review(part));
        this.purging = new Walk(ledger, this::purge);
    }

    /** All names are to be reviewed. */
    void begin() {
        reviewing.begin();
    }

    boolean isRunning() {
        return showing.isRunning() || reviewing.isRunning() || purging.isRunning();
    }

    /** Goes on for one step; what is gone is hidden first. */
    void settle(Now now) {
        int left = showing.go(now, KEYS_PER_STEP);
        if (!showing.isRunning()) {
            holders.clear();
        }
        left = reviewing.go(now, left);
        int unused = purging.go(now, left);
    }

    /** Shows or hides what processes of these nodes assert. */
    void onHolders(Now now, Collection<NodeId> changed) {
        holders.addAll(changed);
        showing.begin();
        purge.set(now, PURGE_NANOS);
    }

    void onTime(Now now) {
        if (purge.isDue(now)) {
            purge.clear();
            purging.begin();
        }
    }

    long nextDeadlineNanos() {
        return purge.atNanos();
    }

    private void show(Now now, int part) {
        realm.parts.ledger().forEach(part, Ledger.NAME, (name, row) -> {
            if (holders.contains(realm.peers.node(row.write().origin()))) {
                shown.onHolder(now, name, row);
            }
        });
    }

    private void review(int part) {
        realm.parts.ledger().forEach(part, Ledger.NAME, (name, row) -> {
            if (realm.mayWantReview(row)) {
                realm.dirty.add(name);
            }
        });
    }

    /** Takes away what processes asserted that have been gone for a while; of several nodes the owner does so. */
    private void purge(Now now, int part) {
        List<Key> keys = new ArrayList<>();
        realm.parts.ledger().forEach(part, Ledger.NAME, (name, row) -> {
            if (!realm.isHeld(row) && !Realm.isManaged(row) && isOwned(name)) {
                keys.add(new Key(Ledger.NAME, name));
            }
        });
        realm.parts.ledger().forEach(part, Ledger.NODE, (name, row) -> {
            if (!realm.isHeld(row) && isOwned(name)) {
                keys.add(new Key(Ledger.NODE, name));
            }
        });
        for (Key key : keys) {
            long unused = realm.parts.ledger().write(now, key, null);
        }
    }

    private boolean isOwned(String name) {
        return realm.self().equals(realm.owners.table().owner(realm.partition(name)));
    }
}
