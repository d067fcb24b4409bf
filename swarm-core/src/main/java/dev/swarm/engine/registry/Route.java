package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.registry.placement.PartitionTable.Share;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import dev.swarm.engine.wire.replication.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a request is asked, and what this node knows of it without asking. */
final class Route {

    private final Realm realm;

    Route(Realm realm) {
        this.realm = realm;
    }

    /** Returns what can be said without asking anybody, {@code null} if nothing can. */
    @Nullable
    Outcome known(Request request) {
        WorkerRef shown = realm.parts.model().shown(request.name);
        boolean isHere = realm.isHere(request.name);
        if (request.op instanceof Op.Register) {
            if (!realm.tenure.isMet()) {
                return new Outcome.NoNode("fewer nodes than the quorum of "
                        + realm.config().strategy().quorumSize() + " may own names now");
            }
            if (shown == null || request.tries > 0 || !realm.isHeld(realm.row(request.name))) {
                return null;
            }
            return new Outcome.Taken(shown);
        }
        boolean mayBeOnItsWay = request.tries == 0 && target(request) != null;
        if (isHere || realm.row(request.name) != null || mayBeOnItsWay) {
            return null;
        }
        boolean needsName = request.op instanceof Op.Join || request.op instanceof Op.Hint;
        return needsName ? new Outcome.Unknown() : new Outcome.Done();
    }

    /**
     * Returns who has the name, or should have it; with a quorum others are asked in turn, as a partition may be late.
     */
    @Nullable
    NodeId target(Request request) {
        if (realm.isHere(request.name)) {
            return realm.self();
        }
        Row row = realm.row(request.name);
        if (row != null && realm.isHeld(row)) {
            return realm.peers.node(row.write().origin());
        }
        List<Share> owners = realm.owners.table().owners();
        if (realm.isQuorum() && request.tries % 2 == 1) {
            return owners.isEmpty()
                    ? null
                    : owners.get(request.tries / 2 % owners.size()).node();
        }
        return realm.owners.table().owner(realm.partition(request.name));
    }

    /** Returns who has a name that was said to be taken. */
    Outcome taken(Request request, Reply reply) {
        WorkerRef shown = realm.parts.model().shown(request.name);
        NodeId node = reply.node();
        if (shown != null || node == null) {
            return shown != null ? new Outcome.Taken(shown) : new Outcome.TimedOut();
        }
        Row row = realm.row(request.name);
        NameValue value = Realm.value(row);
        String type =
                value == null || value.recipe() == null ? "" : value.recipe().type();
        return new Outcome.Taken(new WorkerRef(request.name, node, type, reply.token()));
    }

    /** Tells whether this node shows what was done. */
    boolean isSeen(Request request, @Nullable WorkerRef shown) {
        if (request.op instanceof Op.Stop || request.op instanceof Op.Unregister) {
            return shown == null || shown.token() > request.token;
        }
        NameValue value = Realm.value(realm.row(request.name));
        if (request.op instanceof Op.Join join) {
            boolean isStarting = value == null && realm.copies.find(request.name) != null;
            return isStarting || (value != null && value.memberships().contains(join.group()));
        }
        return !(request.op instanceof Op.Leave leave)
                || value == null
                || !value.memberships().contains(leave.group());
    }
}
