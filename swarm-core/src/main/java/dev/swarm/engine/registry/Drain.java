package dev.swarm.engine.registry;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import org.jspecify.annotations.Nullable;

/** Gives all managed names of this node away, at a user's wish or before it leaves. */
final class Drain {

    private final Realm realm;
    private final Deadline until = new Deadline();
    private @Nullable Long request;
    private long movedBefore;

    Drain(Realm realm) {
        this.realm = realm;
    }

    void begin(Now now, long number, long timeoutNanos) {
        Long other = request;
        if (other != null) {
            answer(number, new Outcome.Invalid("the node drains already"));
            return;
        }
        boolean isAlone = realm.owners.table().owners().stream()
                .allMatch(share -> share.node().equals(realm.self()));
        if (isAlone && realm.copies.managed() > 0) {
            answer(number, new Outcome.NoNode("there is no other node that may own names"));
            return;
        }
        request = number;
        movedBefore = realm.tallies.moved + realm.tallies.merged;
        until.set(now, timeoutNanos);
        realm.owners.setDraining(now, true);
    }

    void end(Now now) {
        finish(new Outcome.Invalid("the node owns names again"));
        realm.owners.setDraining(now, false);
    }

    /** Looks whether all is done. */
    void settle(Now now) {
        if (request != null && realm.copies.managed() == 0 && !realm.owners.isOwner(realm.self())) {
            long moved = realm.tallies.moved + realm.tallies.merged - movedBefore;
            finish(new Outcome.Drained((int) Math.min(Integer.MAX_VALUE, moved)));
        } else if (until.isDue(now)) {
            finish(new Outcome.TimedOut());
        }
    }

    long nextDeadlineNanos() {
        return until.atNanos();
    }

    private void finish(Outcome outcome) {
        Long number = request;
        if (number != null) {
            request = null;
            until.clear();
            answer(number, outcome);
        }
    }

    private void answer(long number, Outcome outcome) {
        realm.effect(new WorkerEffect.Answered(number, outcome));
    }
}
