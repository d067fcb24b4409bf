package dev.swarm.engine.registry;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Row;
import java.util.BitSet;
import java.util.Iterator;

/** Sees to it that every name is reviewed that may want it, and that the tenure follows the owners. */
final class Steward {

    private static final long AGAIN_NANOS = 1_000_000_000L;
    private static final int NAMES_PER_STEP = 256;

    private final Realm realm;
    private final Sweep sweep;
    private final Reconciler reconciler;
    private boolean ownersMayDiffer;
    private long roles = -1;
    private boolean ownersChanged;

    /** When is said again what is wanted, whatever became of the last word. */
    private final Deadline again = new Deadline();

    private BitSet wanted = new BitSet();

    Steward(Realm realm, Sweep sweep, Reconciler reconciler) {
        this.realm = realm;
        this.sweep = sweep;
        this.reconciler = reconciler;
    }

    void onOwnersMayDiffer() {
        ownersMayDiffer = true;
    }

    /** Takes a number that is another one when roles are. */
    void onRoles(long version) {
        ownersMayDiffer |= roles != version;
        roles = version;
    }

    /** A row is another one: most of them are of others that live, or of local names, and leave nothing to do here. */
    void onRow(String name, Change change) {
        realm.locals.onChange(change);
        Row row = change.after();
        if (row != null && realm.locals.isPlain(row)) {
            return;
        }
        boolean concerns = row != null && realm.mayWantReview(row);
        if (concerns || realm.copies.find(name) != null || realm.locals.has(name, row)) {
            realm.dirty.add(name);
        }
    }

    /** Tells whether local names of a process leave nothing to do here when they come, but for those of copies. */
    boolean passesOver(ReplicaId origin) {
        return realm.locals.isOrderly() && (realm.peers.isSelf(origin) || !realm.isQuorum());
    }

    /** This node may own other partitions. */
    void onTenure(BitSet changed) {
        for (Copy copy : realm.copies.view()) {
            if (changed.get(copy.partition)) {
                realm.dirty.add(copy.name);
            }
        }
        sweep.begin();
    }

    /** Reviews what wants it; returns whether there was anything. */
    boolean settle(Now now) {
        boolean hasOthers = ownersMayDiffer && refresh(now);
        sweep.settle(now);
        int count = 0;
        while (!realm.dirty.isEmpty() && count++ < NAMES_PER_STEP) {
            Iterator<String> first = realm.dirty.iterator();
            String name = first.next();
            first.remove();
            reconciler.review(now, name);
        }
        return hasOthers || count > 0;
    }

    /** Asks for what this node should own, keeps what it still needs, and gives up the rest. */
    void settleTenure(Now now) {
        if (!realm.isQuorum() || !(realm.copies.takeChanged() || ownersChanged || again.isDue(now))) {
            return;
        }
        ownersChanged = false;
        again.set(now, AGAIN_NANOS);
        BitSet next = realm.owners.table().ownedBy(realm.self());
        for (int i = 0; i < realm.owners.table().partitions(); i++) {
            if (realm.copies.needs(i)) {
                next.set(i);
            }
        }
        BitSet free = (BitSet) wanted.clone();
        free.andNot(next);
        wanted = next;
        realm.tenure.want(now, (BitSet) next.clone());
        if (!free.isEmpty()) {
            realm.tenure.giveUp(now, free);
        }
    }

    long nextDeadlineNanos() {
        return again.atNanos();
    }

    boolean wantsAnotherStep() {
        return !realm.dirty.isEmpty() || sweep.isRunning();
    }

    private boolean refresh(Now now) {
        ownersMayDiffer = false;
        if (!realm.owners.isSaid()) {
            realm.owners.say(now);
        }
        if (!realm.owners.refresh(now)) {
            return false;
        }
        realm.tenure.onOwners(now, realm.owners.names());
        ownersChanged = true;
        realm.copies.view().forEach(copy -> realm.dirty.add(copy.name));
        sweep.begin();
        return true;
    }
}
