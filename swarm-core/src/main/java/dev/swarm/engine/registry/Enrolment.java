package dev.swarm.engine.registry;

import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.replication.Row;

/** Names that users of this node give what they have. */
final class Enrolment {

    private final Realm realm;

    Enrolment(Realm realm) {
        this.realm = realm;
    }

    /** Registers a name, if nothing else has it; it is shown when the step has ended. */
    Outcome register(Now now, String name) {
        Row row = realm.row(name);
        var before = row == null ? null : realm.parts.model().shown(name);
        NameValue value = Realm.value(row);
        boolean isManaged = value != null && value.recipe() != null;
        boolean isTaken = isManaged || realm.isHere(name);
        // what is gone may be shown for some more steps
        if (before != null && realm.isHeld(row)) {
            return new Outcome.Taken(before);
        }
        if (isTaken) {
            return new Outcome.Invalid("a worker of this name is about to start");
        }
        long token = realm.assertFresh(now, name);
        if (token == 0) {
            return new Outcome.NoRoom("shared state has no room for another name");
        }
        return new Outcome.Registered(new WorkerRef(name, realm.self(), "", token));
    }
}
